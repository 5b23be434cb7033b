import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The n8n that the host tests run. */
export const n8nVersion = '2.41.1';

/** Where n8n is installed once and kept: 2.9 GB, ignored by git. */
export const n8nCache = process.env['ZGODA_N8N_CACHE'] ?? join(__dirname, '../../../.cache/n8n');

/** n8n's command. */
export const n8nCommand = join(n8nCache, 'node_modules/n8n/bin/n8n');

/** Installs n8n into the cache unless it is there; takes some minutes. */
export async function installN8n(): Promise<void> {
  if (await isInstalled()) return;
  console.log(`Installing n8n ${n8nVersion} into ${n8nCache}, once; this takes some minutes.`);
  await mkdir(n8nCache, { recursive: true });
  await writeFile(join(n8nCache, 'package.json'), '{ "private": true }\n');
  // Its scripts build a Kafka client from downloads; of all that they do, n8n needs only the SQLite driver.
  await npm('install', `n8n@${n8nVersion}`, '--ignore-scripts', '--no-audit', '--no-fund');
  await npm('rebuild', 'sqlite3');
}

/** The driver is the last thing that an installation makes. */
async function isInstalled(): Promise<boolean> {
  if (!existsSync(join(n8nCache, 'node_modules/sqlite3/build/Release/node_sqlite3.node'))) return false;
  const manifest = await readFile(join(n8nCache, 'node_modules/n8n/package.json'), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version === n8nVersion;
}

async function npm(...words: string[]): Promise<void> {
  await run('npm', words, { cwd: n8nCache, maxBuffer: 64 * 1024 * 1024 });
}
