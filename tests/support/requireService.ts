import { spawnSync } from 'node:child_process';

/** What some tests need beside Node. */
export type ServiceName = 'postgres' | 'redis' | 'chromium';

const checks: Readonly<Record<ServiceName, () => boolean>> = {
  postgres: () => answers(5432),
  redis: () => answers(6379),
  chromium: () => spawnSync('chromium', ['--version']).status === 0,
};

function answers(port: number): boolean {
  const program = `require('node:net').connect(${port}, '127.0.0.1').on('connect', () => process.exit(0)).on('error', () => process.exit(1))`;
  return spawnSync(process.execPath, ['-e', program], { timeout: 5_000 }).status === 0;
}

/**
 * `describe` for tests that need a service of this machine: skipped on a developer's machine that has none, failed where
 * CI is set.
 */
export function requireService(name: ServiceName): (title: string, tests: () => void) => void {
  if (checks[name]()) return describe;
  if (!process.env['CI']) return describe.skip;
  return (title) =>
    describe(title, () => {
      test(`has ${name}`, () => {
        throw new Error(`${name} does not answer on this machine, and CI must run these tests`);
      });
    });
}
