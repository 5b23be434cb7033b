import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLog } from '../../../engine/src/shared/log';
import { systemRandom } from '../../../engine/src/shared/random';
import { claimFolder, type FolderClaim, type ProcessIdentity } from '../../../engine/src/store/sqlite/processMarker';
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
    await Promise.all(claims.map((claim) => claim.release()));
    await rm(folder, { recursive: true });
  });

  const process = (pid: number, change: Partial<ProcessIdentity> = {}): ProcessIdentity => ({
    host: 'here',
    pid,
    startedAtMs: 1,
    isAlive: () => true,
    ...change,
  });
  const claim = async (identity: ProcessIdentity): Promise<FolderClaim> => {
    const made = await claimFolder(folder, { clock, random: systemRandom, log: silentLog }, identity);
    claims.push(made);
    return made;
  };
  const leftBehind = (name: string, host: string, pid: number, beats = 1) =>
    writeFile(join(folder, `open-${name}.json`), JSON.stringify({ host, pid, startedAtMs: 0, beats }));
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
    const longAgo = new Date(clock.nowMs() - 120_000);
    await utimes(join(folder, 'open-old.json'), longAgo, longAgo);
    const made = await claim(process(1, { isAlive: (pid) => pid === 8 }));
    expect(made.otherPid).toBeNull();
    expect(await markers()).toBe(1);
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
