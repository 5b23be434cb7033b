import { basename, join } from 'node:path';
import { build } from 'esbuild';

/** Bundles a TypeScript program, with the SQLite worker beside it, so that a test can run it as a process. */
export async function bundleProgram(source: string, folder: string): Promise<string> {
  await build({
    entryPoints: [source, join(__dirname, '../../engine/src/store/sqlite/sqliteWorker.ts')],
    entryNames: '[name]',
    outdir: folder,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    external: ['pg-native'],
    logLevel: 'warning',
  });
  return join(folder, basename(source).replace(/\.ts$/, '.js'));
}
