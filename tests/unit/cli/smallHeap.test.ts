import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const source = join(__dirname, '../../../engine/src/cli/smallHeap.ts');

/** Lets a process of its own hold on to new objects; returns the MB of its young generation. */
async function youngMbOf(begin: string, environment: NodeJS.ProcessEnv = {}): Promise<number> {
  const script = `
    import { getHeapSpaceStatistics } from 'node:v8';
    import { keepHeapSmall } from ${JSON.stringify(source)};
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

describe('the heap of our own processes', () => {
  it('keeps new objects in less than half of what V8 would', async () => {
    expect(await youngMbOf('keepHeapSmall();')).toBeLessThanOrEqual(64);
  });

  it('is as its user says', async () => {
    const options = { NODE_OPTIONS: '--max-semi-space-size=32' };
    expect(await youngMbOf('keepHeapSmall();', options)).toBeGreaterThan(32);
  });
});
