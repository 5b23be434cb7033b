import { spawn } from 'node:child_process';
import fs, { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLog } from '../../../engine/src/shared/log';
import { systemRandom } from '../../../engine/src/shared/random';
import { thisProcess, type ProcessIdentity } from '../../../engine/src/store/sqlite/processIdentity';
import { claimFolder, type FolderClaim } from '../../../engine/src/store/sqlite/processMarker';
import { refuseSecond } from '../../../engine/src/store/sqlite/sqliteStore';
import { createManualClock, type ManualClock } from '../../support/manualClock';

describe('the marker of an open folder', () => {
  let folder: string;
  let clock: ManualClock;
  let claims: FolderClaim[];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zgoda-marker-'));
    clock = createManualClock(Date.now());
    claims = [];
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await Promise.all(claims.map((claim) => claim.release()));
    await rm(folder, { recursive: true });
  });

  const process = (pid: number, change: Partial<ProcessIdentity> = {}): ProcessIdentity => ({
    host: 'here',
    pid,
    startedAtMs: 1,
    pidSpace: 'boot pid:[1]',
    isAlive: () => true,
    startOf: () => null,
    ...change,
  });
  const claim = async (identity: ProcessIdentity, replaces = false): Promise<FolderClaim> => {
    const made = await claimFolder(folder, { clock, random: systemRandom, log: silentLog }, identity, replaces);
    claims.push(made);
    return made;
  };
  const leftBehind = (name: string, host: string, pid: number, beats = 1, more = {}) =>
    writeFile(join(folder, `open-${name}.json`), JSON.stringify({ host, pid, startedAtMs: 0, beats, ...more }));
  const age = async (name: string, byMs: number) => {
    const then = new Date(clock.nowMs() - byMs);
    await utimes(join(folder, `open-${name}.json`), then, then);
  };
  const onlyMarker = async () =>
    join(folder, (await readdir(folder)).find((name) => /^open-.+\.json$/.test(name)) ?? '');
  const markers = async () => (await readdir(folder)).length;
  const settle = () => new Promise((resolve) => setTimeout(resolve, 10));
  /** Lets beats happen, whose files take real time, until something holds; Jest's time limit ends a vain wait. */
  const advanceUntil = async (holds: () => boolean, byMs: number, meanwhile?: () => Promise<unknown>) => {
    while (!holds()) {
      await meanwhile?.();
      await settle();
      clock.advance(byMs);
    }
  };

  test('a process alone has no other, and leaves nothing behind', async () => {
    const alone = await claim(process(1));
    expect(alone.otherPid).toBeNull();
    await alone.release();
    expect(await markers()).toBe(0);
  });

  test('two processes of one machine see each other, the first at its next beat', async () => {
    const first = await claim(process(1));
    const second = await claim(process(2));
    expect(second.otherPid).toBe(1);
    await advanceUntil(() => first.otherPid === 2, 5_000);
    await second.release();
    await advanceUntil(() => first.otherPid === null, 5_000);
  });

  test('two stores of one process are no others', async () => {
    await claim(process(1));
    expect((await claim(process(1))).otherPid).toBeNull();
  });

  test('what dead processes left behind is removed', async () => {
    await leftBehind('dead', 'here', 7);
    await leftBehind('same-pid', 'here', 1);
    await leftBehind('old', 'here', 8);
    await age('old', 120_000);
    const made = await claim(process(1, { isAlive: (pid) => pid === 8 }));
    expect(made.otherPid).toBeNull();
    expect(await markers()).toBe(1);
  });

  test('a marker is whole whenever it is read, while it is written again and again', async () => {
    await claim(process(1));
    const file = await onlyMarker();
    const read = new Set<number>();
    for (let n = 0; n < 2_000 && read.size < 50; n += 1) {
      clock.advance(5_000);
      // A torn one would not be JSON.
      read.add((JSON.parse(await readFile(file, 'utf8')) as { beats: number }).beats);
    }
    expect(read.size).toBe(50);
  });

  test('on a full disk the marker that is there stays, and tells that its process lives', async () => {
    const first = await claim(process(1));
    const file = await onlyMarker();
    const before = await readFile(file, 'utf8');
    const full = jest.spyOn(fs, 'writeFile').mockImplementation(async (written, _data) => {
      // As a disk does that is full: the file is there, and empty.
      await (await fs.open(written as string, 'w')).close();
      throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
    });
    await age(file.slice(join(folder, 'open-').length, -'.json'.length), 50_000);
    clock.advance(20_000);
    while (full.mock.calls.length === 0 || clock.nowMs() - (await stat(file)).mtimeMs > 10_000) await settle();
    jest.restoreAllMocks();
    expect(await readFile(file, 'utf8')).toBe(before);
    expect(await markers()).toBe(1);
    expect((await claim(process(2))).otherPid).toBe(1);
    expect(first.otherPid).toBeNull();
  });

  test('what a process that was killed while it wrote has left is removed later', async () => {
    await writeFile(join(folder, 'open-7-0000.json.partial'), '{');
    await claim(process(1));
    expect(await markers()).toBe(2);
    clock.advance(120_000);
    await claim(process(1));
    expect((await readdir(folder)).filter((name) => name.endsWith('.partial') && name.includes('-7-'))).toEqual([]);
  });

  test('a process that was suspended for long is told by when it started; so is another that has its pid now', async () => {
    const more = { pidSpace: 'boot pid:[1]', start: '100' };
    await leftBehind('suspended', 'here', 7, 1, more);
    await age('suspended', 3_600_000);
    expect((await claim(process(1, { startOf: () => '100' }))).otherPid).toBe(7);
    expect((await claim(process(2, { startOf: (pid) => (pid === 7 ? '200' : '100') }))).otherPid).toBe(1);
    expect(await readdir(folder)).not.toContain('open-suspended.json');
  });

  test('the system tells when a process started, and where its pid counts', async () => {
    if (globalThis.process.platform !== 'linux') return;
    expect(thisProcess.pidSpace).toMatch(/^[0-9a-f-]{36} pid:\[\d+\]$/);
    expect(thisProcess.startOf(thisProcess.pid)).toMatch(/^\d+$/);
    expect(thisProcess.startOf(thisProcess.pid)).toBe(thisProcess.startOf(thisProcess.pid));
    const child = spawn('sleep', ['60']);
    const { pid = 0 } = child;
    expect(Number(thisProcess.startOf(pid))).toBeGreaterThan(Number(thisProcess.startOf(thisProcess.pid)));
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill();
    await ended;
    expect(thisProcess.startOf(pid)).toBeNull();
  });

  test('the same host name and pid in another container is another one that lives', async () => {
    const more = { pidSpace: 'boot pid:[2]', start: '100' };
    let beats = 1;
    await leftBehind('container', 'here', 1, beats, more);
    let done = false;
    const opening = claim(process(1)).finally(() => {
      done = true;
    });
    const refused = expect(opening).rejects.toMatchObject({
      code: 'store_foreign_host',
      data: { host: 'here, another container or a machine of the same name' },
    });
    await advanceUntil(
      () => done,
      1_000,
      () => leftBehind('container', 'here', 1, (beats += 1), more),
    );
    await refused;
    expect(await readdir(folder)).toEqual(['open-container.json']);
  });

  test('nobody waits for a container of this machine that beat no more, or for a machine before it started again', async () => {
    await leftBehind('before', 'here', 1, 1, { pidSpace: 'earlier pid:[1]', start: '100' });
    await age('before', 13_000);
    expect((await claim(process(1))).otherPid).toBeNull();
    expect(await readdir(folder)).not.toContain('open-before.json');
  });

  test('who replaces the database is told of as such, to others only', async () => {
    await claim(process(1), true);
    expect(await claim(process(1))).toMatchObject({ otherPid: null, replacingPid: null });
    expect(await claim(process(2))).toMatchObject({ otherPid: 1, replacingPid: 1 });
    expect(await claim(process(3, { isAlive: (pid) => pid === 2 }))).toMatchObject({ otherPid: 2, replacingPid: null });
  });

  test('a marker that is being written does not disturb', async () => {
    await writeFile(join(folder, 'open-torn.json'), '{"host":');
    expect((await claim(process(1))).otherPid).toBeNull();
  });

  test('another machine that lives is refused', async () => {
    let beats = 1;
    await leftBehind('foreign', 'there', 3, beats);
    let done = false;
    const opening = claim(process(1)).finally(() => {
      done = true;
    });
    const refused = expect(opening).rejects.toMatchObject({ code: 'store_foreign_host', data: { host: 'there' } });
    await advanceUntil(
      () => done,
      1_000,
      () => leftBehind('foreign', 'there', 3, (beats += 1)),
    );
    await refused;
    expect(await markers()).toBe(1);
  });

  test('another machine that no longer beats was left behind', async () => {
    await leftBehind('foreign', 'there', 3);
    let done = false;
    const opening = claim(process(1)).finally(() => {
      done = true;
    });
    await advanceUntil(() => done, 1_000);
    expect((await opening).otherPid).toBeNull();
    expect(await markers()).toBe(1);
  });

  test.each([
    ['3.51.2', true],
    ['3.49.1', true],
    ['3.51.3', false],
    ['3.52.0', false],
    ['4.0.0', false],
  ])('SQLite %s: a second process is refused: %s', (version, refused) => {
    const second = () => refuseSecond({ otherPid: 5 }, version);
    if (refused) expect(second).toThrow(expect.objectContaining({ code: 'already_open', data: { pid: 5 } }));
    else expect(second).not.toThrow();
    expect(() => refuseSecond({ otherPid: null }, version)).not.toThrow();
  });
});
