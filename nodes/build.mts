import { globSync } from 'node:fs';
import { cp, rm } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, 'dist');

/** Every source file becomes one file, and all load the one engine copy beside them. */
const oneEngineCopy: Plugin = {
  name: 'one-engine-copy',
  setup(builder) {
    builder.onResolve({ filter: /.*/ }, ({ path, kind, importer }) => {
      if (kind === 'entry-point') return undefined;
      if (path !== '@zgoda/engine') return { path, external: true };
      const output = join(dist, relative(root, dirname(importer)));
      return { path: relative(output, join(dist, 'engine/index.js')).split(sep).join('/'), external: true };
    });
  },
};

const filesOf = (...patterns: string[]): string[] => globSync(patterns, { cwd: root });

/** Builds the n8n package into `dist`: nodes, credentials, their icons and descriptions, and the built engine. */
async function buildNodes(): Promise<void> {
  await rm(dist, { recursive: true, force: true });
  await build({
    absWorkingDir: root,
    entryPoints: filesOf('nodes/**/*.ts', 'credentials/**/*.ts'),
    outbase: '.',
    outdir: dist,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    logLevel: 'warning',
    plugins: [oneEngineCopy],
  });
  for (const file of filesOf('nodes/*/*.node.json', '{nodes,credentials}/**/*.svg')) {
    await cp(join(root, file), join(dist, file));
  }
  await cp(join(root, 'engine/dist'), join(dist, 'engine'), {
    recursive: true,
    filter: (file) => !file.startsWith(join(root, 'engine/dist/types')),
  });
}

await buildNodes();
