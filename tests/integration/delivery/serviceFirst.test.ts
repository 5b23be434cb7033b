import { createDispatcher, type Dispatcher } from '../../../engine/src/delivery/dispatcher';
import { systemClock } from '../../../engine/src/shared/clock';
import { silentLog } from '../../../engine/src/shared/log';
import type { Store } from '../../../engine/src/store/store';
import { startSimulator, type Simulator } from '../../../engine/src/transports/simulator/simulator';
import { grant, leaseOf, message, nextId, route } from '../../conformance/store/fixtures';
import { stores, type StoreUnderTest } from '../../conformance/store/stores';
import { openRoute, type TestRoute } from '../../support/smppRoute';

const perSecond = 100;

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
    simulator = await startSimulator({ onSubmit: ({ shortMessage }) => onSubmit(shortMessage.toString('latin1')) });
    operator = openRoute({ port: simulator.port, segmentsPerSecond: perSecond, window: 500 });
    const settings = {
      route,
      capacity: 500,
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
  });

  afterEach(async () => {
    await dispatcher.stop();
    await simulator.close();
    await data.remove();
  });

  /** How many texts of a campaign of 1,000 the operator took from the acceptance of the code until it took the code. */
  async function overtakenBy(accepted: () => void): Promise<number> {
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
        if (taken.length === perSecond / 2) resolve();
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
    expect(await overtakenBy(() => dispatcher.appended(1))).toBeLessThan(perSecond);
  });

  test('also where another process accepted it', async () => {
    expect(await overtakenBy(() => undefined)).toBeLessThan(perSecond);
  });
});
