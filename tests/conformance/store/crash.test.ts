import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { bundleProgram } from '../../support/bundleProgram';
import { leaseOf, route } from './fixtures';
import { stores, type StoreUnderTest } from './stores';

const kills = Number(process.env['ZGODA_TEST_KILLS'] ?? 4);
const uuidLength = 36;

/** What the store promised to processes that were killed, by step. */
type Promised = Record<'A' | 'S' | 'D', Set<string>>;

/** Runs the child until it has promised something, and a random moment longer; kills it; returns once it is gone. */
async function runAndKill(program: string, { location }: StoreUnderTest, promised: Promised): Promise<void> {
  const child = spawn(process.execPath, [program, JSON.stringify(location)], { stdio: ['ignore', 'pipe', 'pipe'] });
  let complaint = '';
  child.stderr.on('data', (data: Buffer) => {
    complaint += data.toString();
  });
  const exit = once(child, 'exit');
  const lines = createInterface({ input: child.stdout });
  const closed = once(lines, 'close');
  let seen = 0;
  const lastLine = 10 + Math.floor(Math.random() * 60);
  lines.on('line', (line) => {
    const [step, ...ids] = line.split(' ');
    // The last line may be cut.
    for (const id of ids) if (id.length === uuidLength) promised[step as keyof Promised].add(id);
    seen += 1;
    // Not at once: the kill then falls into whatever the child does next.
    if (seen === lastLine) setTimeout(() => child.kill('SIGKILL'), Math.random() * 20);
  });
  const [code, signal] = (await exit) as [number | null, string | null];
  await closed;
  if (signal !== 'SIGKILL') throw new Error(`the process ended by itself (${code}): ${complaint}`);
}

describe.each(stores)('processes killed in the middle of work on %s', (_kind, make) => {
  let data: StoreUnderTest;
  let folder: string;
  beforeEach(async () => {
    data = await make();
    folder = await mkdtemp(join(tmpdir(), 'zgoda-crash-'));
  });
  afterEach(async () => {
    await data.remove();
    await rm(folder, { recursive: true });
  });

  test(`${kills} times: nothing promised is lost, and the books balance`, async () => {
    const program = await bundleProgram(join(__dirname, 'crashChild.ts'), folder);
    const promised: Promised = { A: new Set(), S: new Set(), D: new Set() };
    for (let kill = 0; kill < kills; kill += 1) {
      await runAndKill(program, data, promised);
      // The next process must not wait for the dead one's lease.
      const store = await data.open();
      await leaseOf(store, 'parent', Date.now() + 60_000).then((lease) => store.releaseLease(lease));
      await store.close();
    }

    const store = await data.open();
    const lease = await leaseOf(store, 'last', Date.now() + 60_000);
    await store.expireClaims(route, lease, false, Date.now());
    // Some were stored, and the process died before it could say so; a later one may have sent them.
    const ids = new Set([...promised.A, ...promised.S]);
    const rows = await store.readMessages([...ids]);
    const stateOf = (id: string) => rows.get(id)?.state;
    expect(rows.size).toBe(ids.size);
    expect([...promised.D].filter((id) => stateOf(id) !== 'delivered')).toEqual([]);
    expect([...promised.S].filter((id) => !['submitted', 'delivered'].includes(stateOf(id) ?? ''))).toEqual([]);
    const open = [...rows.values()].filter(({ state }) => state === 'claimed');
    expect(open).toEqual([]);
    const delivered = [...rows.values()].filter(({ state }) => state === 'delivered').length;
    const told = await store.readEvents(['delivery_report'], 0, 1_000_000);
    const toldOnce = new Set(told.map(({ messageId }) => messageId));
    expect([toldOnce.size, told.length]).toEqual([told.length, told.length]);
    expect(told.length).toBeGreaterThanOrEqual(delivered);
    // What was claimed when its process was killed.
    const uncertain = told.filter(({ state }) => state !== 'delivered');
    expect(new Set(uncertain.map(({ state }) => state))).toEqual(new Set(uncertain.length > 0 ? ['uncertain'] : []));
    expect(uncertain.filter(({ messageId }) => rows.get(messageId ?? '')?.state === 'delivered')).toEqual([]);
  });
});
