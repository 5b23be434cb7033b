import {
  startSimulator,
  type Simulator,
  type SimulatorFaults,
  type SimulatorOptions,
} from '../../../engine/src/transports/simulator/simulator';
import type { DropMode } from '../../../engine/src/transports/simulator/simulatorOptions';
import type { SmppLinkOptions } from '../../../engine/src/transports/smpp/smppLinkOptions';
import { sequencesOf, startRecordingProxy } from '../../support/recordingProxy';
import { commandId } from '../../support/scriptedSmsc';
import { openRoute, type TestRoute } from '../../support/smppRoute';
import { sendTexts, textNumber, withOutcome } from '../../support/smppTraffic';

let simulator: Simulator;
let route: TestRoute;
/** Texts that the operator took, in order. */
let taken: number[];

async function begin(options: SimulatorOptions, account: Partial<SmppLinkOptions> = {}): Promise<void> {
  taken = [];
  simulator = await startSimulator({
    onSubmit: ({ shortMessage }) => taken.push(textNumber(shortMessage)),
    receipts: { on: false },
    ...options,
  });
  route = openRoute({ port: simulator.port, ...account });
}

afterEach(async () => {
  await route.transport.close(200);
  await simulator.close();
});

const times = (at: number): number => taken.filter((one) => one === at).length;

/** Nothing sent twice, nothing lost: what is submitted was taken once, what is uncertain at most once. */
function expectNoLossNoDuplicate(outcomes: Map<number, { outcome: string }>): void {
  expect(new Set(taken).size).toBe(taken.length);
  for (const at of withOutcome(outcomes as never, 'submitted')) expect([at, times(at)]).toEqual([at, 1]);
  const settled = new Set(outcomes.keys());
  expect(taken.every((at) => settled.has(at))).toBe(true);
}

test.each<DropMode>(['rst', 'fin', 'unbind', 'silence'])(
  'the connection breaks (%s) after every 97th text: nothing lost, nothing twice, what is unknown is told',
  async (dropMode) => {
    await begin(
      { faults: { dropEvery: 97, dropMode } },
      { enquireLinkMs: 80, enquireTimeoutMs: 80, window: 20, reconnectFirstMs: 5, reconnectLongestMs: 5 },
    );
    const outcomes = await sendTexts(route, 500);
    expectNoLossNoDuplicate(outcomes);
    const uncertain = withOutcome(outcomes, 'uncertain');
    expect(uncertain.length).toBeGreaterThanOrEqual(5);
    expect(uncertain.length).toBeLessThanOrEqual(5 * 20);
    expect(withOutcome(outcomes, 'rejected')).toEqual([]);
    expect(route.transport.statistics().reconnects).toBeGreaterThanOrEqual(4);
  },
);

test('with a window of one, every break leaves exactly one text uncertain: the one that was taken', async () => {
  await begin({ faults: { dropEvery: 10 } }, { window: 1, reconnectFirstMs: 5, reconnectLongestMs: 5 });
  const outcomes = await sendTexts(route, 100);
  expectNoLossNoDuplicate(outcomes);
  expect(withOutcome(outcomes, 'uncertain')).toEqual([9, 19, 29, 39, 49, 59, 69, 79, 89, 99]);
});

test('answers that never come make exactly their texts uncertain, and the others go on', async () => {
  await begin({ faults: { swallowEvery: 50 } }, { responseTimeoutMs: 1_000 });
  const outcomes = await sendTexts(route, 500);
  expectNoLossNoDuplicate(outcomes);
  const swallowed = taken.filter((_, at) => at % 50 === 49).sort((a, b) => a - b);
  expect(withOutcome(outcomes, 'uncertain')).toEqual(swallowed);
});

test('"too fast" pauses the link; every text goes through in the end, once', async () => {
  await begin({ faults: { throttleEvery: 100 } });
  const outcomes = await sendTexts(route, 400);
  expectNoLossNoDuplicate(outcomes);
  expect(withOutcome(outcomes, 'submitted')).toHaveLength(400);
  expect(route.transport.statistics().throttled).toBeGreaterThan(0);
});

test('"too fast" keeps the order where the window is one', async () => {
  await begin({ faults: { throttleEvery: 7 } }, { window: 1 });
  await sendTexts(route, 20);
  expect(taken).toEqual(Array.from({ length: 20 }, (_, at) => at));
});

test.each<[string, SimulatorFaults, string]>([
  ['a nack', { nackEvery: 10 }, 'ESME_RINVCMDID (0x03)'],
  ['an error', { rejectEvery: 10, rejectStatus: 0x0b }, 'ESME_RINVDSTADR (0x0b)'],
  ['a vendor’s own error', { rejectEvery: 10, rejectStatus: 0x455 }, '0x455'],
])('%s rejects its text alone, by name and number', async (_, faults, status) => {
  await begin({ faults });
  const outcomes = await sendTexts(route, 100);
  const rejected = withOutcome(outcomes, 'rejected');
  expect(rejected).toHaveLength(10);
  expect(rejected.map((at) => outcomes.get(at))).toEqual(rejected.map(() => ({ outcome: 'rejected', status })));
  expect(withOutcome(outcomes, 'submitted')).toHaveLength(90);
});

test('answers in another order find their texts', async () => {
  const ids = new Map<number, string>();
  await begin({
    faults: { reverseAnswers: true },
    latencyMs: 5,
    onSubmit: ({ shortMessage }, id) => ids.set(textNumber(shortMessage), id),
  });
  const proxy = await startRecordingProxy(simulator.port);
  const recorded = openRoute({ port: proxy.port });
  try {
    const outcomes = await sendTexts(recorded, 300);
    for (const [at, outcome] of outcomes) expect(outcome).toEqual({ outcome: 'submitted', partIds: [ids.get(at)] });
    const asked = sequencesOf(proxy.asked, commandId.submit);
    const answered = sequencesOf(proxy.answered, commandId.submit + commandId.response);
    expect(answered).not.toEqual(asked);
    expect([...answered].sort((one, other) => one - other)).toEqual(asked);
  } finally {
    await recorded.transport.close(200);
    await proxy.close();
  }
});

test('a bind answered under another sequence number holds', async () => {
  await begin({ faults: { wrongBindSequence: true } });
  await route.ready();
  expect(withOutcome(await sendTexts(route, 10), 'submitted')).toHaveLength(10);
});

test('a silent bind is given up and tried again', async () => {
  await begin({ faults: { silentBind: true } }, { bindTimeoutMs: 50 });
  await route.until(() => route.transport.statistics().reconnects >= 2);
  expect(route.transport.status().problem?.message).toContain('no answer to the login in time');
});

test.each<[string, Buffer, string, string]>([
  ['HTTP', Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'), 'smpp_not_smpp', 'it is a web server'],
  ['a TLS alert', Buffer.from('15030100020228', 'hex'), 'smpp_not_smpp', 'it speaks TLS, and TLS is off here'],
  ['SSH', Buffer.from('SSH-2.0-OpenSSH_9.6\r\n'), 'smpp_not_smpp', 'it is an SSH server'],
  ['a length of 4', Buffer.from('0000000480000009', 'hex'), 'smpp_not_smpp', 'a length below 16'],
  ['garbage', Buffer.alloc(64, 0xa7), 'smpp_not_smpp', 'a length beyond any SMPP message'],
])('%s instead of a bind_resp: the status says so', async (_, bindAnswer, code, hint) => {
  await begin({ faults: { bindAnswer } });
  await route.until(() => route.transport.statistics().reconnects >= 1);
  expect(route.transport.status()).toMatchObject({ state: 'waiting', problem: { code, data: { hint } } });
});

test('a half-open link is found within the interval and the timeout', async () => {
  await begin({ faults: { dropEvery: 1, dropMode: 'silence' } }, { enquireLinkMs: 100, enquireTimeoutMs: 100 });
  await route.ready();
  const outcome = await route.send({ number: '+447700900001', text: '#1' });
  expect(outcome).toEqual({ outcome: 'uncertain' });
  expect(route.statuses.some(({ problem }) => problem?.message.includes('the connection went silent') === true)).toBe(
    true,
  );
});

test('closing settles what is in flight as uncertain and what waits as unsent', async () => {
  await begin({ faults: { swallowEvery: 1 } }, { window: 5 });
  await route.ready();
  const outcomes = Promise.all(
    Array.from({ length: 8 }, (_, at) => route.send({ number: `+44770090000${at}`, text: `#${at}` })),
  );
  await route.until(() => taken.length === 5);
  await route.transport.close(50);
  expect((await outcomes).map(({ outcome }) => outcome)).toEqual([
    ...Array<string>(5).fill('uncertain'),
    ...Array<string>(3).fill('unsent'),
  ]);
  expect(route.transport.status()).toEqual({ state: 'closed', problem: null });
});

test('closing lets answers in flight come in', async () => {
  await begin({ latencyMs: 100 });
  await route.ready();
  const outcome = route.send({ number: '+447700900001', text: '#1' });
  await route.until(() => taken.length === 1);
  await route.transport.close(5_000);
  expect(await outcome).toMatchObject({ outcome: 'submitted' });
});

test('in a storm of everything at once each part is taken at most once, and each text has one true outcome', async () => {
  const parts = new Map<string, number>();
  await begin(
    {
      latencyMs: 1,
      receipts: { twice: true },
      stopEvery: 5,
      faults: { dropEvery: 211, throttleEvery: 97, swallowEvery: 101, nackEvery: 53, reverseAnswers: true },
      onSubmit({ shortMessage }) {
        const [, at = '', part = ''] = /#(\d+)\/(\d)/.exec(shortMessage.toString('latin1')) ?? [];
        parts.set(`${at}/${part}`, (parts.get(`${at}/${part}`) ?? 0) + 1);
      },
    },
    { binds: 2, window: 10, responseTimeoutMs: 300, reconnectFirstMs: 5, reconnectLongestMs: 10 },
  );
  // Two thirds in one part, one third in two, each part marked with its text and place.
  const text = (at: number): string =>
    at % 3 === 0 ? `#${at}/1`.padEnd(153, '.') + `#${at}/2` + '.'.repeat(20) : `#${at}/1`;
  const outcomes = await sendTexts(route, 600, { text, timeoutMs: 50_000 });
  expect([...parts.values()].filter((count) => count > 1)).toEqual([]);
  const taken = (at: number): number => (parts.get(`${at}/1`) ?? 0) + (parts.get(`${at}/2`) ?? 0);
  for (const at of withOutcome(outcomes, 'submitted')) expect([at, taken(at)]).toEqual([at, at % 3 === 0 ? 2 : 1]);
  for (const at of withOutcome(outcomes, 'rejected')) expect(taken(at)).toBeLessThan(at % 3 === 0 ? 2 : 1);
  expect(withOutcome(outcomes, 'uncertain').length).toBeLessThan(120);
  expect(outcomes.size).toBe(600);
});

test('an answer that comes after its time: the text was uncertain, and is submitted after all', async () => {
  await begin({ latencyMs: 400 }, { responseTimeoutMs: 100 });
  await route.ready();
  const message = { sender: null, encoding: 'gsm7', purpose: 'marketing' } as const;
  const outcomes: Record<string, string[]> = { short: [], long: [] };
  const submit = (id: string, text: string, segments: number): void =>
    route.transport.submit({ ...message, id, number: '+447700900001', text, segments }, (told) => {
      outcomes[id]?.push(told.outcome === 'submitted' ? `${told.outcome} ${told.partIds.length}` : told.outcome);
    });
  submit('short', '#1', 1);
  submit('long', '#2 '.padEnd(300, '.'), 2);
  await route.until(() => outcomes['short']?.length === 2 && outcomes['long']?.length === 2);
  expect(outcomes).toEqual({ short: ['uncertain', 'submitted 1'], long: ['uncertain', 'submitted 2'] });
});
