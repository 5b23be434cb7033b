import { createDispatcher, type Dispatcher } from '../../../engine/src/delivery/dispatcher';
import { systemClock } from '../../../engine/src/shared/clock';
import { silentLog } from '../../../engine/src/shared/log';
import type { Store } from '../../../engine/src/store/store';
import { startSimulator, type Simulator } from '../../../engine/src/transports/simulator/simulator';
import { leaseOf, message, route } from '../../conformance/store/fixtures';
import { stores, type StoreUnderTest } from '../../conformance/store/stores';
import { until } from '../../support/dispatcherUnderTest';
import { openRoute } from '../../support/smppRoute';

const texts = 1_000;

describe.each(stores)('a burst of texts over %s', (_kind, make) => {
  let data: StoreUnderTest;
  let simulator: Simulator;
  let dispatcher: Dispatcher;
  let store: Store;
  let arrived: string[];
  /** How many messages each call brought. */
  let claims: number[];
  let outcomes: number[];

  beforeEach(async () => {
    data = await make();
    arrived = [];
    claims = [];
    outcomes = [];
    simulator = await startSimulator({ onSubmit: ({ shortMessage }) => arrived.push(shortMessage.toString('latin1')) });
  });
  afterEach(async () => {
    await dispatcher.stop();
    await simulator.close();
    await data.remove();
  });

  async function send(window: number, claimLimit: number): Promise<string[]> {
    const opened = await data.open();
    store = {
      ...opened,
      async claimMessages(...args) {
        const answer = await opened.claimMessages(...args);
        if (answer.claimed.length > 0) claims.push(answer.claimed.length);
        return answer;
      },
      markSubmitted(...args) {
        outcomes.push(args[1].length);
        return opened.markSubmitted(...args);
      },
    };
    const operator = openRoute({ port: simulator.port, window });
    await operator.ready();
    const lease = await leaseOf(store, 'process-a', systemClock.nowMs());
    const settings = { route, capacity: window, claimLimit, resendUncertain: false, claimMs: 60_000 };
    dispatcher = createDispatcher(settings, {
      store,
      transport: operator.transport,
      slot: { lease, isHeld: () => true, storeNowMs: systemClock.nowMs },
      clock: systemClock,
      log: silentLog,
      changed: () => undefined,
      quietUntilMs: () => null,
    });
    const queued = Array.from({ length: texts }, (_, n) => message(n, { text: `Text ${n}`, campaign: 'burst' }));
    await store.appendMessages(queued, systemClock.nowMs());
    dispatcher.start();
    await until(() => arrived.length === texts && outcomes.reduce((sum, size) => sum + size, 0) === texts);
    return queued.map(({ text }) => text ?? '');
  }

  test('has its outcomes stored many at a time', async () => {
    await send(500, 500);
    expect(outcomes.length).toBeLessThan(texts / 10);
  });

  test('arrives over one bind in the order in which it was accepted, however many claims it takes', async () => {
    const accepted = await send(40, 20);
    expect(claims.length).toBeGreaterThan(texts / 40);
    expect(arrived).toEqual(accepted);
  });
});
