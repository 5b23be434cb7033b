import { systemClock, type Clock } from '../../../engine/src/shared/clock';
import { silentLog } from '../../../engine/src/shared/log';
import {
  startSimulator,
  type Simulator,
  type SimulatorOptions,
} from '../../../engine/src/transports/simulator/simulator';
import { createPacerTurns } from '../../../engine/src/transports/smpp/smppTransport';
import type { SmppLinkOptions } from '../../../engine/src/transports/smpp/smppLinkOptions';
import { openRoute, type TestRoute } from '../../support/smppRoute';
import { sendTexts, withOutcome } from '../../support/smppTraffic';

let simulator: Simulator;
let route: TestRoute;

async function begin(
  options: SimulatorOptions,
  account: Partial<SmppLinkOptions> = {},
  clock: Clock = systemClock,
): Promise<void> {
  simulator = await startSimulator({ receipts: { on: false }, ...options });
  route = openRoute({ port: simulator.port, ...account }, clock);
  await route.ready();
}

afterEach(async () => {
  await route.transport.close(200);
  await simulator.close();
});

const long = (at: number): string => `#${at} `.padEnd(300, '.');

/** The reference of a part's text, and which part it is. */
const partOf = (shortMessage: Buffer): string => `${shortMessage[3]}/${shortMessage[5]}`;

test('the rate counts segments: a strict operator with a bucket for them refuses none', async () => {
  await begin({ tps: 200, tpsBurst: 20 }, { segmentsPerSecond: 200 });
  const outcomes = await sendTexts(route, 50, { text: long });
  expect(withOutcome(outcomes, 'submitted')).toHaveLength(50);
  expect(simulator.statistics()).toMatchObject({ accepted: 100, throttled: 0 });
});

test('the segments of a text that the operator divides count, too', async () => {
  await begin({}, { segmentsPerSecond: 20, concatenation: 'payload' });
  const startMs = systemClock.monotonicMs();
  const outcomes = await sendTexts(route, 5, { text: (at) => `#${at} `.padEnd(600, '.') });
  expect(withOutcome(outcomes, 'submitted')).toHaveLength(5);
  expect(route.transport.statistics().accepted).toBe(20);
  // Four texts of four segments each came before the last.
  expect(systemClock.monotonicMs() - startMs).toBeGreaterThan(600);
});

test('with a rate, there is room for about a quarter of a second of it, and twice as much for service texts', async () => {
  await begin({}, { segmentsPerSecond: 20, window: 100 });
  expect(route.transport.room()).toBe(5);
  const outcomes = Array.from({ length: 6 }, (_, at) => route.send({ number: `+44770090000${at}` }));
  // One is on its way, five wait.
  expect(route.transport.room()).toBe(0);
  expect(route.transport.urgentRoom()).toBe(10);
  expect((await Promise.all(outcomes)).every(({ outcome }) => outcome === 'submitted')).toBe(true);
});

test('an operator with less room than the account says gets everything, once', async () => {
  const taken: string[] = [];
  await begin(
    { tps: 100, tpsBurst: 5, onSubmit: ({ shortMessage }) => taken.push(partOf(shortMessage)) },
    { segmentsPerSecond: 1_000, window: 10 },
  );
  const outcomes = await sendTexts(route, 20, { text: long });
  expect(withOutcome(outcomes, 'submitted')).toHaveLength(20);
  expect(taken).toHaveLength(40);
  expect(new Set(taken).size).toBe(40);
  expect(simulator.statistics().throttled).toBeGreaterThan(0);
  expect(route.transport.statistics().throttled).toBe(simulator.statistics().throttled);
});

test('such an operator gets it text by text and part by part, where the window is one', async () => {
  const taken: string[] = [];
  await begin(
    { tps: 100, tpsBurst: 5, onSubmit: ({ shortMessage }) => taken.push(partOf(shortMessage)) },
    { segmentsPerSecond: 1_000, window: 1 },
  );
  await sendTexts(route, 20, { text: long });
  const first = Number(taken[0]?.split('/')[0]);
  expect(taken).toEqual(Array.from({ length: 40 }, (_, at) => `${first + Math.floor(at / 2)}/${(at % 2) + 1}`));
  expect(simulator.statistics().throttled).toBeGreaterThan(0);
});

test('a text that the operator keeps refusing as too fast comes back as unsent', async () => {
  await begin({ faults: { throttleEvery: 1 } }, { holdMs: 300, retryDelaysMs: [50] });
  expect(await route.send({ number: '+447700900001' })).toEqual({ outcome: 'unsent' });
  expect(simulator.statistics().accepted).toBe(0);
});

test('closing sends the rest of a text that was begun', async () => {
  await begin({}, { segmentsPerSecond: 10, window: 10 });
  const outcome = route.send({ number: '+447700900001', text: long(1), segments: 2 });
  const other = route.send({ number: '+447700900002', text: long(2), segments: 2 });
  await route.until(() => simulator.statistics().accepted === 1);
  await route.transport.close(3_000);
  expect(await outcome).toMatchObject({ outcome: 'submitted' });
  expect(await other).toEqual({ outcome: 'unsent' });
  expect(simulator.statistics().accepted).toBe(2);
});

test('four connections of an account send at its rate, evenly, and a strict operator refuses none', async () => {
  const sources: string[] = [];
  await begin({ tps: 100, onSubmit: ({ source }) => sources.push(source) });
  const shared = { turns: createPacerTurns(100, systemClock, silentLog) };
  const names = ['a', 'b', 'c', 'd'];
  const routes = names.map((sender) => openRoute({ port: simulator.port, sender, window: 10 }, systemClock, shared));
  try {
    await Promise.all(routes.map((each) => each.ready()));
    await Promise.all(routes.map((each) => sendTexts(each, 30)));
    expect(simulator.statistics()).toMatchObject({ accepted: 120, throttled: 0 });
    for (const name of names) {
      const before = sources.slice(0, 60).filter((source) => source === name).length;
      expect(before).toBeGreaterThanOrEqual(12);
    }
  } finally {
    await Promise.all(routes.map(({ transport }) => transport.close(200)));
  }
});

test('an operator that says it is congested is sent less', async () => {
  await begin({ congestionState: 95 }, { segmentsPerSecond: 1_000 });
  await sendTexts(route, 100);
  expect(route.transport.statistics().segmentsPerSecond).toBeLessThan(950);
});

test('statistics tell rate, window, latency and what went wrong', async () => {
  await begin({ latencyMs: 20, faults: { rejectEvery: 10 } });
  await sendTexts(route, 100);
  const statistics = route.transport.statistics();
  expect(statistics).toMatchObject({
    accepted: 90,
    rejected: 10,
    lost: 0,
    inFlight: 0,
    waiting: 0,
    bound: 1,
    window: 50,
  });
  expect(statistics.latencyP50Ms).toBeGreaterThanOrEqual(18);
  expect(statistics.latencyP99Ms).toBeGreaterThanOrEqual(statistics.latencyP50Ms);
});

test('a closed route leaves no timer behind', async () => {
  let running = 0;
  const clock: Clock = {
    ...systemClock,
    after(delayMs, work) {
      let ended = false;
      const end = (): void => {
        if (!ended) running--;
        ended = true;
      };
      running++;
      const cancel = systemClock.after(delayMs, () => {
        end();
        work();
      });
      return () => {
        end();
        cancel();
      };
    },
  };
  await begin({ faults: { swallowEvery: 3 } }, { segmentsPerSecond: 100, window: 5 }, clock);
  void route.send({ number: '+447700900001' });
  simulator.inbound({ from: '+447700900001', to: '1', text: 'Hello' });
  simulator.inbound({ from: '+447700900001', to: '1', text: long(1) });
  await route.until(() => route.inbound.length === 1 && route.parts.length > 1);
  expect(running).toBeGreaterThan(0);
  await route.transport.close(50);
  expect(running).toBe(0);
});
