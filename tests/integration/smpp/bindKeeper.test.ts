import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { LogFields } from '../../../engine/src/shared/log';
import { silentLog } from '../../../engine/src/shared/log';
import { rawPdu } from '../../../engine/src/transports/simulator/bytes';
import { BindKeeper } from '../../../engine/src/transports/smpp/link/bindKeeper';
import { createManualClock, type ManualClock } from '../../support/manualClock';
import { bindSettingsFor } from '../../support/smppSession';
import { until } from '../../support/until';

const reconnect = { firstMs: 1_000, longestMs: 60_000, mendingMs: 45_000 };

/** What the operator answers a bind with; null: it hangs up. */
let status: number | null;
let server: Server;
let sockets: Socket[];
let clock: ManualClock;
/** The next jitter. */
let fraction: number;
let keeper: BindKeeper<number>;
/** How long the keeper said that it waits, after each failure. */
let waitsMs: number[];

beforeEach(async () => {
  [status, sockets, waitsMs, fraction] = [null, [], [], 0.999_999];
  clock = createManualClock();
  server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    socket.once('data', () => {
      if (status === null) socket.destroy();
      else socket.write(rawPdu(0x80000009, status, 1, Buffer.from('x\0')));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const settings = bindSettingsFor((server.address() as AddressInfo).port, { enquireLinkMs: 1e9 });
  keeper = new BindKeeper<number>(
    settings,
    reconnect,
    {
      bound: () => undefined,
      answered: () => undefined,
      answeredLate: () => undefined,
      lost: () => undefined,
      delivered: () => Promise.resolve(),
      settled: () => undefined,
      closed: () => undefined,
    },
    clock,
    { bytes: (count) => Buffer.alloc(count), fraction: () => fraction },
    { ...silentLog, warn: (_, fields?: LogFields) => void waitsMs.push(Number(fields?.['retryInMs'])) },
  );
});

afterEach(async () => {
  await keeper.close(0);
  for (const socket of sockets) socket.destroy();
  await new Promise((resolve) => server.close(resolve));
});

/** Lets the wait after the last failure pass, and not sooner than it ends has a session made; resolves after the next failure. */
async function failAgain(): Promise<void> {
  const failures = waitsMs.length;
  const waitMs = waitsMs.at(-1) ?? 0;
  const { reconnects } = keeper;
  clock.advance(waitMs - 5);
  expect(keeper.reconnects).toBe(reconnects);
  clock.advance(10);
  expect(keeper.reconnects).toBe(reconnects + 1);
  await until(() => waitsMs.length === failures + 1);
}

async function failTimes(count: number): Promise<void> {
  keeper.open();
  await until(() => waitsMs.length === 1);
  while (waitsMs.length < count) await failAgain();
}

test('each failure doubles the wait, up to the longest', async () => {
  await failTimes(9);
  expect(waitsMs).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
});

test.each([
  [0, 0.5],
  [0.5, 0.75],
  [0.999_999, 1],
])('the jitter lies between half the wait and the whole: %f gives %f of it', async (drawn, share) => {
  fraction = drawn;
  await failTimes(4);
  expect(waitsMs).toEqual([1_000, 2_000, 4_000, 8_000].map((fullMs) => fullMs * share));
});

/** After some failures, has it bound for a while; resolves with the wait after that. */
async function boundFor(heldMs: number): Promise<number> {
  await failTimes(4);
  status = 0;
  clock.advance(10_000);
  await until(() => keeper.session?.isBound === true);
  clock.advance(heldMs);
  status = null;
  sockets.at(-1)?.destroy();
  await until(() => waitsMs.length === 5);
  return waitsMs[4] as number;
}

test('a bind that held for 5 s starts over with the shortest wait', async () => {
  expect(await boundFor(5_000)).toBe(1_000);
});

test('a bind that broke sooner does not', async () => {
  expect(await boundFor(4_900)).toBe(16_000);
});

test.each([0x0e, 0x0f, 0x53])(
  'a login that the user must mend (status %i) is tried slowly from the start',
  async (given) => {
    status = given;
    await failTimes(3);
    expect(waitsMs).toEqual([45_000, 45_000, 45_000]);
  },
);

test('once it is closed it connects no more', async () => {
  await failTimes(2);
  await keeper.close(0);
  clock.advance(100_000);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(sockets).toHaveLength(2);
  expect(keeper.session).toBeNull();
});
