import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { smppAccountSchema } from '../../engine/src/config';
import { openStore } from '../../engine/src/store/openStore';
import type { Store } from '../../engine/src/store/store';
import { ports } from '../conformance/store/stores';
import { startGateway, type GatewayProcess } from '../support/gatewayProcess';
import { createOwnPostgres, type OwnPostgres } from '../support/ownPostgres';
import { checkBooks, type Books } from './books';
import { accept, openHost, gatewayEnvironment, gatewayWords, type CampaignPlace } from './campaign';
import { startLoggingOperator, type LoggingOperator } from './operatorLog';

const texts = 3_000;
const window = 20;
const testMs = 180_000;
/** Longer than a lease lasts; `.ci/run` sets 60. */
const outageSeconds = Number(process.env['ZGODA_TEST_OUTAGE_SECONDS'] ?? 12);

const pause = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms));

let operator: LoggingOperator;
let folder: string;
let gateway: GatewayProcess;

beforeEach(async () => {
  operator = await startLoggingOperator(10);
  folder = await mkdtemp(join(tmpdir(), 'zgoda-outage-'));
});

afterEach(async () => {
  await gateway.end('SIGKILL');
  await operator.close();
  await rm(folder, { recursive: true });
});

function placeAt(location: string): CampaignPlace {
  const account = {
    host: '127.0.0.1',
    port: operator.port,
    systemId: 'shop',
    segmentsPerSecond: 400,
    window,
    binds: 2,
  };
  return { location, folder, account: smppAccountSchema.parse(account) };
}

const start = (place: CampaignPlace): GatewayProcess => startGateway(gatewayWords(place), gatewayEnvironment(place));

/** Waits until every text has its receipt, or is uncertain. */
async function untilSettled(store: Store, count: number): Promise<void> {
  for (;;) {
    const { delivered = 0, uncertain = 0 } = (await store.countCampaign('orders')).byState;
    if (delivered + uncertain === count) return;
    await pause(500);
  }
}

const allDelivered = (count: number): Books => ({
  byState: { delivered: count },
  lost: 0,
  twice: 0,
  strange: 0,
  uncertainArrived: 0,
  uncertainNeverArrived: 0,
  uncertainLate: 0,
});

describe('a PostgreSQL that goes away while texts are sent', () => {
  let server: OwnPostgres;

  beforeAll(async () => {
    server = await createOwnPostgres();
  });
  afterAll(() => server.remove());

  async function booksOf(place: CampaignPlace, accepted: ReadonlyMap<string, string>): Promise<Books> {
    const store = await openStore({ kind: 'postgres', address: place.location }, ports);
    try {
      await untilSettled(store, accepted.size);
      return await checkBooks(store, accepted, operator, window);
    } finally {
      await store.close();
    }
  }

  test(
    'restarted twice under load: every text is sent once, and none is uncertain',
    async () => {
      const place = placeAt(`${server.address}?schema=restarts`);
      const accepted = await accept(place, 0, texts);
      gateway = start(place);
      for (const [share, mode] of [
        [0.2, 'fast'],
        [0.5, 'immediate'],
      ] as const) {
        await operator.arrived(texts * share);
        await server.stop(mode);
        await server.start();
      }
      expect(await booksOf(place, accepted)).toEqual(allDelivered(texts));
    },
    testMs,
  );

  test(
    `away for ${outageSeconds} s: texts are refused clearly, and sending goes on by itself`,
    async () => {
      const place = placeAt(`${server.address}?schema=outage`);
      const host = await openHost(place);
      const accepted = await host.accept(0, texts);
      gateway = start(place);
      await operator.arrived(texts / 3);
      await server.stop('immediate');
      const isRefused = { code: 'store_unreachable', retry: true };
      // The host that has the store open, and one that opens it now.
      await expect(host.accept(texts, texts + 10)).rejects.toMatchObject(isRefused);
      await expect(openStore({ kind: 'postgres', address: place.location }, ports)).rejects.toMatchObject(isRefused);
      await pause(outageSeconds * 1_000);
      await expect(host.accept(texts, texts + 10)).rejects.toMatchObject(isRefused);
      await server.start();
      for (const [text, id] of await host.accept(texts, texts + 10)) accepted.set(text, id);
      await host.close();
      expect(await booksOf(place, accepted)).toEqual(allDelivered(texts + 10));
      expect(gateway.child.exitCode).toBeNull();
    },
    testMs + outageSeconds * 1_000,
  );
});

describe('a disk that runs full while texts are sent', () => {
  let disk: string;

  beforeEach(async () => {
    disk = join(folder, 'disk');
    await mkdir(disk);
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', disk]).status === 0;
    if (!mounted) throw new Error('this user may not mount a small disk, which this test needs');
  });
  afterEach(async () => {
    await gateway.end('SIGKILL');
    spawnSync('umount', [disk]);
  });

  test(
    'sending waits, and goes on once there is room: every text is sent once, and none is uncertain',
    async () => {
      const place = placeAt(join(disk, 'store'));
      const accepted = await accept(place, 0, texts);
      gateway = start(place);
      await operator.arrived(texts / 3);
      const ballast = join(disk, 'ballast');
      // It stops where the disk is full.
      await writeFile(ballast, Buffer.alloc(24 * 1_024 * 1_024)).catch(() => undefined);
      await gateway.logged((line) => line['code'] === 'store_full');
      await pause(1_000);
      await rm(ballast);
      const store = await openStore({ kind: 'sqlite', folder: place.location }, ports);
      await untilSettled(store, texts);
      expect(await checkBooks(store, accepted, operator, window)).toEqual(allDelivered(texts));
      await store.close();
    },
    testMs,
  );
});
