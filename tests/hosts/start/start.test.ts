import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CampaignResult } from '../../../examples/start/campaignResult.mts';
import { fateCounts } from '../../../examples/data/contactRows.mts';
import { startOperator } from '../../support/zgodaCommand';
import { segmentsOf, type Segment } from './segments';

const program = join(__dirname, '../../../examples/start/start.mts');
const expectedNotSent = {
  duplicate: fateCounts.duplicate,
  invalid_number: fateCounts.invalid_number,
  no_consent: fateCounts.no_consent + fateCounts.refused,
  withdrawn: fateCounts.withdrawn,
  minor_without_guardian: fateCounts.minor_without_guardian,
};
/** Twice the window of the demo's account: texts that a crash left without an answer, or without a receipt. */
const mostUnanswered = 100;

jest.setTimeout(180_000);

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zgoda-start-'));
});

afterEach(() => {
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
  const { exitCode, output, notes } = await startDemo('--once', '--json', ...flags).ended;
  expectSuccess(exitCode, notes);
  return { result: resultOf(output), notes };
}

/** A failure shows what the demo said. */
function expectSuccess(exitCode: number | null, notes: string): void {
  expect({ exitCode, said: exitCode === 0 ? '' : notes }).toEqual({ exitCode: 0, said: '' });
}

const resultOf = (output: string) => JSON.parse(output.trimEnd().split('\n').at(-1) as string) as CampaignResult;

const sum = (counts: Readonly<Record<string, number>>) =>
  Object.values(counts).reduce((total, each) => total + each, 0);

/** What the demo's operator was asked to send for the campaign. */
const texts = (): Segment[] => allTexts().filter(({ isConfirmation }) => !isConfirmation);

/** The same, with the answers to those who replied STOP. */
function allTexts(): Segment[] {
  const file = join(folder, 'demo/texts.jsonl');
  const log = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const lines = log.slice(0, log.lastIndexOf('\n') + 1).split('\n');
  return segmentsOf(lines.flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Record<string, unknown>])));
}

const numbersOf = (segments: readonly Segment[]) => new Set(segments.map(({ destination }) => destination)).size;

function expectNothingTwice(segments: readonly Segment[]): void {
  const keys = segments.map(({ destination, part }) => `${destination} ${part}`);
  expect(new Set(keys).size).toBe(keys.length);
}

async function until(condition: () => boolean): Promise<void> {
  for (const deadline = Date.now() + 60_000; !condition();) {
    if (Date.now() > deadline) throw new Error('waited too long');
    await new Promise((resolve) => void setTimeout(resolve, 20));
  }
}

const nodeRedPid = () =>
  (JSON.parse(readFileSync(join(folder, 'demo/running.json'), 'utf8')) as { nodeRedPid: number }).nodeRedPid;

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
    expect(texts()).toHaveLength(result.segments);
    expect(numbersOf(texts())).toBe(fateCounts.accepted);
    expectNothingTwice(texts());
    const confirmed = allTexts().filter(({ isConfirmation }) => isConfirmation);
    expectNothingTwice(confirmed);

    const operator = await startOperator(['--system-id', '', '--password', '']);
    const again = await runOnce('--smsc', `127.0.0.1:${operator.port}`);
    const submits = await operator.submits();
    await operator.stop();
    expect(again.notes).toContain('First campaign, run 2');
    const { suppressed = 0, ...notSent } = again.result.notSent;
    expect(suppressed).toBeGreaterThan(0);
    expect(confirmed).toHaveLength(suppressed);
    expect(notSent).toEqual(expectedNotSent);
    expect(again.result).toMatchObject({ accepted: fateCounts.accepted - suppressed, recipients: 1_000 });
    expect(submits).toHaveLength(again.result.segments);
  });

  test('killed in mid-campaign with its operator, it goes on at the next start: nobody lost, nobody texted twice', async () => {
    const { child, ended } = startDemo('--once', '--json', '--rate', '50');
    await until(() => numbersOf(texts()) >= 100);
    const pid = nodeRedPid();
    process.kill(pid, 'SIGKILL');
    child.kill('SIGKILL');
    await ended;
    await until(() => !isRunning(pid));
    expect(numbersOf(texts())).toBeLessThan(fateCounts.accepted);

    const { result, notes } = await runOnce();
    expect(notes).toContain('First campaign: the last run was broken off');
    expect(result).toMatchObject({ recipients: 1_000, accepted: fateCounts.accepted, notSent: expectedNotSent });
    expect(result.delivered).toBeGreaterThanOrEqual(fateCounts.accepted - mostUnanswered);
    expect(numbersOf(texts())).toBeGreaterThanOrEqual(result.delivered);
    expectNothingTwice(texts());
  });

  test('goes on after its Node-RED stood still for longer than a connection is kept', async () => {
    const { ended } = startDemo('--once', '--json', '--rate', '100');
    await until(() => numbersOf(texts()) >= 50);
    const pid = nodeRedPid();
    process.kill(pid, 'SIGSTOP');
    await new Promise((resolve) => void setTimeout(resolve, 6_500));
    process.kill(pid, 'SIGCONT');
    const { exitCode, output, notes } = await ended;
    expectSuccess(exitCode, notes);
    expect(resultOf(output)).toMatchObject({ accepted: fateCounts.accepted, delivered: fateCounts.accepted });
  });

  test('ends everything that it started on Ctrl-C', async () => {
    const { child, ended } = startDemo();
    await until(() => existsSync(join(folder, 'demo/running.json')));
    const pid = nodeRedPid();
    child.kill('SIGINT');
    expect((await ended).exitCode).toBe(0);
    expect(isRunning(pid)).toBe(false);
    expect(existsSync(join(folder, 'demo/running.json'))).toBe(false);
  });

  test('two demos at once keep apart, also where both want the same port', async () => {
    const other = join(folder, 'other');
    const both = [startDemo('--once', '--json'), startDemo('--once', '--json', '--folder', other)];
    for (const { exitCode, output, notes } of await Promise.all(both.map(({ ended }) => ended))) {
      expectSuccess(exitCode, notes);
      expect(resultOf(output)).toMatchObject({ accepted: fateCounts.accepted, delivered: fateCounts.accepted });
    }
  });

  test('refuses to start twice over one folder', async () => {
    const first = startDemo();
    await until(() => existsSync(join(folder, 'demo/running.json')));
    const second = await startDemo().ended;
    first.child.kill('SIGINT');
    await first.ended;
    expect(second.exitCode).toBe(1);
    expect(second.notes).toContain('The demo runs already: open http://127.0.0.1:');
  });

  test.each([
    [['--port', 'soon'], '--port must be a port'],
    [['--smsc', 'nowhere'], '--smsc must look like'],
    [['--rate', '0'], '--rate must be'],
    [['--twice'], 'The flags are'],
    [['--folder', '/dev/null/demo'], 'cannot be written'],
  ])('says in a sentence what is wrong with %j', async (flags, sentence) => {
    const { exitCode, notes } = await startDemo(...flags).ended;
    expect(exitCode).toBe(1);
    expect(notes).toContain(sentence);
    expect(notes).not.toContain('    at ');
  });

  test('says what to do when the port that it was given is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const { exitCode, notes } = await startDemo('--port', String(port)).ended;
    other.close();
    expect(exitCode).toBe(1);
    expect(notes).toContain(`Port ${port} is in use`);
  });
});
