import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type BuildOptions, type Plugin } from 'esbuild';
import { thirdPartyNotices } from './thirdPartyNotices.mts';

const here = dirname(fileURLToPath(import.meta.url));
const source = join(here, 'src');
export const engineDist = join(here, 'dist');

const shared: BuildOptions = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node22',
  external: ['pg-native'],
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
  outdir: engineDist,
};

/** The command loads the engine beside it, so that a package holds one copy. */
const besideEngine: Plugin = {
  name: 'beside-engine',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\.\/index$/ }, () => ({ path: './index.js', external: true }));
  },
};

/** Bundles the engine into one file, its SQLite worker, and the command, which loads the one engine file. */
async function buildEngine(): Promise<void> {
  await mkdir(engineDist, { recursive: true });
  const entryPoints = [join(source, 'index.ts'), join(source, 'store/sqlite/sqliteWorker.ts')];
  const engine = await build({ ...shared, entryPoints, entryNames: '[name]' });
  await build({
    ...shared,
    entryPoints: { zgoda: join(source, 'cli/zgoda.ts') },
    banner: { js: '#!/usr/bin/env node' },
    plugins: [besideEngine],
  });
  await writeFile(join(engineDist, 'THIRD-PARTY-LICENSES.txt'), await thirdPartyNotices(engine.metafile?.inputs ?? {}));
}

await buildEngine();
