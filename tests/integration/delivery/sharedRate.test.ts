import { smppAccountSchema } from '../../../engine/src/config';
import type { Engine, RouteHandle } from '../../../engine/src/engine/engine';
import { openEngine } from '../../../engine/src/engine/openEngine';
import { sendSms } from '../../../engine/src/operations/sendSms';
import { runOperation } from '../../../engine/src/operations/runOperation';
import { startSimulator, type Simulator } from '../../../engine/src/transports/simulator/simulator';
import { until } from '../../support/dispatcherUnderTest';
import { asStranger } from '../../support/strangers';
import { createEngineStores, storeKinds, type EngineStores } from '../engine/engineStores';

const perSecond = 60;
const binds = 3;
const texts = 6 * perSecond;

describe.each(storeKinds)('two processes on an account over %s', (kind) => {
  let stores: EngineStores;
  let simulator: Simulator;
  let engines: Engine[];
  let byConnection: Map<number, number>;

  beforeEach(async () => {
    stores = await createEngineStores(kind);
    engines = [];
    byConnection = new Map();
    simulator = await startSimulator({
      tps: perSecond,
      tpsBurst: perSecond / 6,
      onSubmit: (_submit, _id, connection) => byConnection.set(connection, (byConnection.get(connection) ?? 0) + 1),
    });
  });
  afterEach(async () => {
    await Promise.all(engines.map((engine) => engine.release()));
    await simulator.close();
    await stores.remove();
  });

  test('keep to its rate together, each at the share of its binds', async () => {
    for (const zone of ['UTC', 'Europe/London']) {
      engines.push(await asStranger(() => openEngine({ ...stores.options('shop'), zone })));
    }
    const account = smppAccountSchema.parse({
      host: '127.0.0.1',
      port: simulator.port,
      systemId: 'shop',
      segmentsPerSecond: perSecond,
      binds,
    });
    const routes: RouteHandle[] = [];
    const isSharedAs = (...counts: number[]) =>
      routes.every((each, at) => each.status().state === 'ready' && each.statistics().length === counts[at]);
    for (const counts of [[binds], [2, 1]]) {
      const joining = engines[routes.length] as Engine;
      routes.push(await joining.attachRoute(account));
      await until(() => isSharedAs(...counts));
    }
    const [engine] = engines as [Engine];
    const route = engine.describeRoute(account);
    const phone = (n: number) => `+447700900${String(n).padStart(3, '0')}`;
    const items = Array.from({ length: texts }, (_, n) => ({ phone: phone(n), text: 'Hello', purpose: 'service' }));
    const results = await runOperation(sendSms, engine.services, items, { route });
    expect(results.every(({ ok }) => ok)).toBe(true);
    await until(() => simulator.statistics().accepted === texts);
    expect(simulator.statistics().throttled).toBe(0);
    // A process that sends at another rate than its share shifts the whole: one of two binds at the rate of one, for example.
    expect(byConnection.size).toBe(binds);
    expect(Math.max(...byConnection.values())).toBeLessThan(texts * 0.42);
  });
});
