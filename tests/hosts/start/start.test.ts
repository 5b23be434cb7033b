import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CampaignResult } from '../../../examples/start/campaignResult.mts';
import { fateCounts } from '../../../examples/data/contactRows.mts';
import { startSimulatedOperator, type SimulatedOperator } from './simulatedOperator';

const program = join(__dirname, '../../../examples/start/start.mts');
const expectedNotSent = {
  duplicate: fateCounts.duplicate,
  invalid_number: fateCounts.invalid_number,
  no_consent: fateCounts.no_consent + fateCounts.refused,
  withdrawn: fateCounts.withdrawn,
  minor_without_guardian: fateCounts.minor_without_guardian,
};
/** The window of the demo's account: what a crash can leave without an answer. */
const mostUncertain = 50;

let folder: string;
let operator: SimulatedOperator;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'zgoda-start-'));
  operator = await startSimulatedOperator(folder);
});

afterEach(async () => {
  await operator.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Starts what `npm start` starts once it has built. */
function startDemo(...flags: string[]) {
  const child = spawn(process.execPath, [program, '--folder', join(folder, 'demo'), ...flags]);
  let output = '';
  let notes = '';
  child.stdout.on('data', (chunk: Buffer) => (output += String(chunk)));
  child.stderr.on('data', (chunk: Buffer) => (notes += String(chunk)));
  const ended = once(child, 'exit').then(([exitCode]) => ({ exitCode: exitCode as number | null, output, notes }));
  return { child, ended };
}

async function runOnce(...flags: string[]): Promise<{ result: CampaignResult; notes: string }> {
  const { exitCode, output, notes } = await startDemo('--once', '--json', '--smsc', operator.address, ...flags).ended;
  expect({ exitCode, notes }).toEqual({ exitCode: 0, notes: expect.any(String) as string });
  return { result: JSON.parse(output.trimEnd().split('\n').at(-1) as string) as CampaignResult, notes };
}

const sum = (counts: Readonly<Record<string, number>>) =>
  Object.values(counts).reduce((total, each) => total + each, 0);

function expectNothingTwice(): void {
  const keys = operator.segments().map(({ destination, part }) => `${destination} ${part}`);
  expect(new Set(keys).size).toBe(keys.length);
}

const distinctNumbers = () => new Set(operator.segments().map(({ destination }) => destination)).size;

async function until(condition: () => boolean): Promise<void> {
  for (const deadline = Date.now() + 60_000; !condition();) {
    if (Date.now() > deadline) throw new Error('waited too long');
    await new Promise((resolve) => void setTimeout(resolve, 20));
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('npm start', () => {
  test('runs the example campaign, and its books balance; a second run leaves out who replied STOP', async () => {
    const { result } = await runOnce();
    expect(result).toMatchObject({ recipients: 1_000, accepted: fateCounts.accepted, delivered: fateCounts.accepted });
    expect(result.notSent).toEqual(expectedNotSent);
    expect(result.accepted + sum(result.notSent)).toBe(result.recipients);
    expect(operator.segments()).toHaveLength(result.segments);
    expect(distinctNumbers()).toBe(fateCounts.accepted);
    expectNothingTwice();

    const again = await runOnce();
    expect(again.notes).toContain('First campaign, run 2');
    const { suppressed = 0, ...notSent } = again.result.notSent;
    expect(notSent).toEqual(expectedNotSent);
    expect(suppressed).toBeGreaterThan(0);
    expect(again.result).toMatchObject({ accepted: fateCounts.accepted - suppressed, recipients: 1_000 });
    expect(operator.segments()).toHaveLength(result.segments + again.result.segments);
  });

  test('killed in mid-campaign, it goes on at the next start: nobody is lost, nobody is texted twice', async () => {
    const { child, ended } = startDemo('--once', '--json', '--smsc', operator.address);
    await until(() => distinctNumbers() >= 100);
    const { nodeRedPid } = JSON.parse(readFileSync(join(folder, 'demo/running.json'), 'utf8')) as {
      nodeRedPid: number;
    };
    process.kill(nodeRedPid, 'SIGKILL');
    child.kill('SIGKILL');
    await ended;
    await until(() => !isRunning(nodeRedPid));
    expect(distinctNumbers()).toBeLessThan(fateCounts.accepted);

    const { result, notes } = await runOnce();
    expect(notes).toContain('First campaign: the last run was broken off');
    expect(result).toMatchObject({ recipients: 1_000, accepted: fateCounts.accepted, notSent: expectedNotSent });
    expect(result.delivered).toBeGreaterThanOrEqual(fateCounts.accepted - mostUncertain);
    expect(distinctNumbers()).toBeGreaterThanOrEqual(result.delivered);
    expectNothingTwice();
  });

  test('ends everything that it started on Ctrl-C', async () => {
    const { child, ended } = startDemo('--smsc', operator.address);
    await until(() => existsSync(join(folder, 'demo/running.json')));
    const { nodeRedPid } = JSON.parse(readFileSync(join(folder, 'demo/running.json'), 'utf8')) as {
      nodeRedPid: number;
    };
    child.kill('SIGINT');
    expect((await ended).exitCode).toBe(0);
    expect(isRunning(nodeRedPid)).toBe(false);
    expect(existsSync(join(folder, 'demo/running.json'))).toBe(false);
  });

  test.each([
    [['--port', 'soon'], '--port must be a port'],
    [['--smsc', 'nowhere'], '--smsc must look like'],
    [['--twice'], 'The flags are'],
    [['--folder', '/dev/null/demo'], 'cannot be written'],
  ])('says in a sentence what is wrong with %j', async (flags, sentence) => {
    const { exitCode, notes } = await startDemo(...flags).ended;
    expect(exitCode).toBe(1);
    expect(notes).toContain(sentence);
    expect(notes).not.toContain('    at ');
  });

  test('says who to ask when the port that it was given is in use', async () => {
    const port = operator.address.split(':')[1] as string;
    const { exitCode, notes } = await startDemo('--port', port).ended;
    expect(exitCode).toBe(1);
    expect(notes).toContain(`Port ${port} is in use`);
  });
});
