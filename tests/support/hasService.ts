import { spawnSync } from 'node:child_process';

/** What some tests need beside Node. */
export type ServiceName = 'postgres' | 'chromium' | 'pdftotext';

/** A PostgreSQL server for tests: a database whose user may create schemas. */
export const testPostgres = process.env['ZGODA_TEST_POSTGRES'] ?? 'postgres://root@127.0.0.1:5432/test';

/** The browser of the editor's tests. */
export const chromiumPath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

const checks: Readonly<Record<ServiceName, () => boolean>> = {
  postgres: () => answers(new URL(testPostgres)),
  chromium: () => spawnSync(chromiumPath, ['--version']).status === 0,
  pdftotext: () => spawnSync('pdftotext', ['-v']).status === 0,
};

function answers({ hostname, port }: URL): boolean {
  const program = `require('node:net').connect(${Number(port || 5432)}, ${JSON.stringify(hostname)})
    .on('connect', () => process.exit(0)).on('error', () => process.exit(1))`;
  return spawnSync(process.execPath, ['-e', program], { timeout: 5_000 }).status === 0;
}

/**
 * Whether this machine has what some tests need, so that they are left out where it has not. Throws where CI is set: there
 * a missing service is a failure.
 */
export function hasService(name: ServiceName): boolean {
  if (checks[name]()) return true;
  if (process.env['CI']) throw new Error(`${name} does not answer on this machine, and CI must run its tests`);
  console.warn(`${name} does not answer on this machine: its tests are left out`);
  return false;
}
