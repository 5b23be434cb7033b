import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { workerFile } from './workerFile';

/** Bundles the SQLite worker as `npm run build` does: a worker thread cannot load TypeScript through Jest. */
export default async function buildEngineWorker(): Promise<void> {
  // Renamed into place, because another test run may be loading the file.
  const file = `${workerFile}.${process.pid}`;
  await mkdir(join(workerFile, '..'), { recursive: true });
  await build({
    entryPoints: [join(__dirname, '../../engine/src/store/sqlite/sqliteWorker.ts')],
    outfile: file,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    logLevel: 'warning',
  });
  await rename(file, workerFile);
}
