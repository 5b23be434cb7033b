import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
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

/** The PDF library is a file of its own beside the engine, loaded with the first document that is printed. */
const printingApart: Plugin = {
  name: 'printing-apart',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/printing$/ }, () => ({ path: './printing.js', external: true }));
    // The ES module of pdfkit looks for its data by `import.meta.url`, which a CommonJS bundle does not have.
    onResolve({ filter: /^pdfkit$/ }, ({ path }) => ({ path: createRequire(import.meta.url).resolve(path) }));
    // fontkit brings a Brotli decoder of 1.4 MB for web fonts; Node has its own, and our fonts need none.
    onResolve({ filter: /^brotli\/decompress\.js$/ }, () => ({ path: join(here, 'brotli.mts') }));
  },
};

/** The command loads the engine beside it, so that a package holds one copy. */
const besideEngine: Plugin = {
  name: 'beside-engine',
  setup({ onResolve }) {
    onResolve({ filter: /^(\.\.\/)+index$/ }, () => ({ path: './index.js', external: true }));
  },
};

/**
 * Writes every other character of a program as an escape, also in its comments and patterns. V8 keeps a program of ASCII in one
 * byte a character, and any other in two: 3 MB in the memory of each host.
 */
async function escapeNonAscii(file: string): Promise<void> {
  const program = await readFile(file, 'utf8');
  const escape = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  await writeFile(file, program.replace(/[^\0-\x7f]/g, escape));
}

/** Bundles the engine into one file, its SQLite worker, and the command, which loads the one engine file. */
async function buildEngine(): Promise<void> {
  await mkdir(engineDist, { recursive: true });
  const entryPoints = ['index.ts', 'store/sqlite/sqliteWorker.ts', 'documents/printing.ts'].map((file) =>
    join(source, file),
  );
  const engine = await build({ ...shared, entryPoints, entryNames: '[name]', plugins: [printingApart] });
  await build({
    ...shared,
    entryPoints: { zgoda: join(source, 'cli/zgoda.ts') },
    banner: { js: '#!/usr/bin/env node' },
    plugins: [besideEngine],
  });
  for (const name of ['index', 'sqliteWorker', 'printing', 'zgoda'])
    await escapeNonAscii(join(engineDist, `${name}.js`));
  await cp(join(source, 'documents/fonts'), join(engineDist, 'fonts'), { recursive: true });
  await writeFile(join(engineDist, 'THIRD-PARTY-LICENSES.txt'), await thirdPartyNotices(engine.metafile?.inputs ?? {}));
}

await buildEngine();
