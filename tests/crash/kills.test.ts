import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { smppAccountSchema } from '../../engine/src/config';
import type { Store } from '../../engine/src/store/store';
import { stores, type StoreUnderTest } from '../conformance/store/stores';
import { startGateway, type GatewayProcess } from '../support/gatewayProcess';
import { seededRandom } from '../support/smppRoute';
import { checkBooks } from './books';
import { accept, gatewayEnvironment, gatewayWords, type CampaignPlace } from './campaign';
import { leftByEachHolder } from './claims';
import { startLoggingOperator, type LoggingOperator } from './operatorLog';

const texts = Number(process.env['ZGODA_TEST_TEXTS'] ?? 20_000);
const kills = Number(process.env['ZGODA_TEST_KILLS'] ?? 30);
const seed = Number(process.env['ZGODA_TEST_SEED'] ?? Date.now() % 1_000_000);
const window = 20;
const binds = 3;
const operatorLatencyMs = 20;
const testMs = 240_000;

const sum = (a: number, b: number): number => a + b;
const pause = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms));

describe.each(stores)('gateways killed in the middle of a campaign over %s', (kind, make) => {
  let data: StoreUnderTest;
  let operator: LoggingOperator;
  let place: CampaignPlace;
  /** All that were started. */
  let gateways: GatewayProcess[];

  beforeEach(async () => {
    data = await make();
    await (await data.open()).close();
    operator = await startLoggingOperator(operatorLatencyMs);
    const { location } = data;
    place = {
      location: location.kind === 'sqlite' ? location.folder : location.address,
      folder: await mkdtemp(join(tmpdir(), 'zgoda-crash-')),
      account: smppAccountSchema.parse({
        host: '127.0.0.1',
        port: operator.port,
        systemId: 'shop',
        segmentsPerSecond: 1_500,
        window,
        binds,
      }),
    };
    gateways = [];
  });

  afterEach(async () => {
    await Promise.all(gateways.map((gateway) => gateway.end('SIGKILL')));
    await operator.close();
    await data.remove();
    await rm(place.folder, { recursive: true });
  });

  const start = (): GatewayProcess => {
    const started = startGateway(gatewayWords(place), gatewayEnvironment(place));
    gateways.push(started);
    return started;
  };

  /** One embedded store has one sender; a server has three. */
  const processes = kind === 'sqlite' ? 1 : 3;

  test(
    `${kills} kills, ${texts} texts: none lost, none sent twice, and what is uncertain is what was on its way`,
    async () => {
      console.log(`ZGODA_TEST_SEED=${seed}`);
      const random = seededRandom(seed);
      const accepted = await accept(place, 0, texts);
      const running = Array.from({ length: processes }, start);
      for (let kill = 0; kill < kills; kill += 1) {
        // Each falls somewhere into its own share of the campaign, whatever is under way then.
        await operator.arrived(Math.floor(((kill + random.fraction()) * texts) / (kills + 1)));
        await pause(random.fraction() * 2 * operatorLatencyMs);
        const at = Math.floor(random.fraction() * processes);
        await running[at]?.end('SIGKILL');
        running[at] = start();
      }
      const store = await data.open();
      await untilSettled(store);

      const books = await checkBooks(store, accepted, operator, window);
      const left = await leftByEachHolder(data);
      const told = toldOf();
      console.log(JSON.stringify({ kind, kills, left: [...left.values()], told, ...books }));
      const { delivered = 0, uncertain = 0 } = books.byState;
      expect(books).toMatchObject({ lost: 0, twice: 0, strange: 0, uncertainLate: 0 });
      expect(delivered + uncertain).toBe(texts);
      // A holder of a slot leaves no more than its window, and a kill ends the holders of one process.
      expect(Math.max(0, ...left.values())).toBeLessThanOrEqual(window);
      expect(left.size).toBeLessThanOrEqual(kills * binds);
      expect([...left.values()].reduce(sum, 0)).toBe(uncertain);
      // What the next holders said: one that is killed before it can say so makes their sum smaller.
      expect(told.reduce(sum, 0)).toBeLessThanOrEqual(uncertain);
    },
    testMs,
  );

  /** How many messages holders of a slot found that the last one had left, by the logs of all gateways. */
  function toldOf(): number[] {
    return gateways.flatMap(({ log }) =>
      log
        .filter(({ message }) => message === 'messages were left without an outcome')
        .map((line) => Number(line['messages'])),
    );
  }

  /** Waits until each text that was sent has its receipt. */
  async function untilSettled(store: Store): Promise<void> {
    for (;;) {
      const { delivered = 0, uncertain = 0 } = (await store.countCampaign('orders')).byState;
      if (delivered + uncertain === texts) return;
      await pause(500);
    }
  }
});
