import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = join(__dirname, '../..');

/** Packs the n8n package, as `npm publish` would, into `folder`; returns the tarball's path. */
export async function packN8nPackage(folder: string): Promise<string> {
  const { stdout } = await run('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], {
    cwd: root,
  });
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
  return join(folder, filename);
}

/**
 * Installs a tarball into `folder` the way n8n's installer of community nodes does: extract, drop the dependencies that are
 * not for run time, and let npm install what is left.
 */
export async function installAsN8nDoes(tarball: string, folder: string): Promise<void> {
  await run('tar', ['-xzf', tarball, '-C', folder, '--strip-components=1']);
  const manifestFile = join(folder, 'package.json');
  const { devDependencies, peerDependencies, optionalDependencies, ...manifest } = JSON.parse(
    await readFile(manifestFile, 'utf8'),
  ) as Record<string, unknown>;
  await writeFile(manifestFile, JSON.stringify(manifest, null, 2));
  await run(
    'npm',
    [
      'install',
      '--audit=false',
      '--fund=false',
      '--bin-links=false',
      '--install-strategy=shallow',
      '--ignore-scripts=true',
      '--package-lock=false',
    ],
    { cwd: folder },
  );
}
