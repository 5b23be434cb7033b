import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const source = join(__dirname, '../../../engine/src/cli/youngGeneration.ts');

/** Lets a process of its own hold on to new objects; returns the MB of its young generation. */
async function youngMbOf(begin: string, environment: NodeJS.ProcessEnv = {}): Promise<number> {
  const script = `
    import { getHeapSpaceStatistics } from 'node:v8';
    import { limitYoungGeneration } from ${JSON.stringify(source)};
    ${begin}
    let held = [];
    for (let round = 0; round < 400; round += 1) {
      for (let at = 0; at < 20_000; at += 1) held.push({ round, at: [at] });
      if (round % 10 === 0) held = [];
      await new Promise((resolve) => setImmediate(resolve));
    }
    const { space_size } = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space');
    console.log(space_size / 1024 / 1024);`;
  const env = { ...process.env, NODE_OPTIONS: '', ...environment };
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], { env });
  return Number(stdout);
}

describe('the young generation of our own processes', () => {
  it('stays small', async () => {
    expect(await youngMbOf('limitYoungGeneration();')).toBeLessThanOrEqual(32);
  });

  it('is as large as its user says', async () => {
    const options = { NODE_OPTIONS: '--max-semi-space-size=32' };
    expect(await youngMbOf('limitYoungGeneration();', options)).toBeGreaterThan(32);
  });
});
