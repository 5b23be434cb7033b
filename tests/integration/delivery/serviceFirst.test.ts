import { createDispatcher, type Dispatcher } from '../../../engine/src/delivery/dispatcher';
import { systemClock } from '../../../engine/src/shared/clock';
import { silentLog } from '../../../engine/src/shared/log';
import type { Store } from '../../../engine/src/store/store';
import { startSimulator, type Simulator } from '../../../engine/src/transports/simulator/simulator';
import { grant, leaseOf, message, nextId, route } from '../../conformance/store/fixtures';
import { stores, type StoreUnderTest } from '../../conformance/store/stores';
import { openRoute, type TestRoute } from '../../support/smppRoute';

const perSecond = 100;
const slowWindow = 10;

describe.each(stores)('a code to sign in beside a campaign over %s', (_kind, make) => {
  let data: StoreUnderTest;
  let store: Store;
  let simulator: Simulator;
  let operator: TestRoute;
  let dispatcher: Dispatcher;
  let onSubmit: (text: string) => void;

  beforeEach(async () => {
    data = await make();
    store = await data.open();
  });

  async function connect(window: number, latencyMs: number): Promise<void> {
    simulator = await startSimulator({
      latencyMs,
      onSubmit: ({ shortMessage }) => onSubmit(shortMessage.toString('latin1')),
    });
    operator = openRoute({ port: simulator.port, segmentsPerSecond: perSecond, window });
    const settings = {
      route,
      capacity: window,
      claimLimit: perSecond,
      resendUncertain: false,
      claimMs: 60_000,
    };
    const lease = await leaseOf(store, 'process-a', systemClock.nowMs());
    const slot = { lease, isHeld: () => true, storeNowMs: systemClock.nowMs };
    const ports = {
      store,
      slot,
      clock: systemClock,
      log: silentLog,
      changed: () => undefined,
      quietUntilMs: () => null,
    };
    dispatcher = createDispatcher(settings, { ...ports, transport: operator.transport });
  }

  afterEach(async () => {
    await dispatcher.stop();
    await simulator.close();
    await data.remove();
  });

  /** How many texts of a campaign of 1,000 the operator took from the acceptance of the code until it took the code. */
  async function overtakenBy(accepted: () => void, underWayAt = perSecond / 2): Promise<number> {
    const taken: string[] = [];
    const contactId = nextId();
    await grant(store, contactId);
    const marketing = { contactId, purpose: 'marketing', priority: 0, text: 'spring' } as const;
    const campaign = Array.from({ length: 1_000 }, (_, n) => message(n, marketing));
    await store.appendMessages(campaign, systemClock.nowMs());
    await operator.ready();
    const underWay = new Promise<void>((resolve) => {
      onSubmit = (text) => {
        taken.push(text);
        if (taken.length === underWayAt) resolve();
      };
    });
    dispatcher.start();
    await underWay;
    const before = taken.length;
    await store.appendMessages([message(1, { purpose: 'service', priority: 10, text: 'code' })], systemClock.nowMs());
    accepted();
    await operator.until(() => taken.includes('code'));
    return taken.indexOf('code') - before;
  }

  test('waits for less than a second of the route’s rate', async () => {
    await connect(500, 0);
    expect(await overtakenBy(() => dispatcher.appended(1))).toBeLessThan(perSecond);
  });

  test('also where another process accepted it', async () => {
    await connect(500, 0);
    expect(await overtakenBy(() => undefined)).toBeLessThan(perSecond);
  });

  test('waits for no more than the window of a slow operator, which the campaign has filled', async () => {
    await connect(slowWindow, 300);
    expect(await overtakenBy(() => dispatcher.appended(1), 3 * slowWindow)).toBeLessThanOrEqual(slowWindow);
  });
});
