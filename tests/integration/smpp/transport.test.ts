import {
  startSimulator,
  type Simulator,
  type SimulatorOptions,
} from '../../../engine/src/transports/simulator/simulator';
import type { SmppLinkOptions } from '../../../engine/src/transports/smpp/smppLinkOptions';
import { openRoute, type TestRoute } from '../../support/smppRoute';

const phone = (last: number): string => `+447700900${String(last).padStart(3, '0')}`;

let simulator: Simulator;
let route: TestRoute;

async function begin(options: SimulatorOptions = {}, account: Partial<SmppLinkOptions> = {}): Promise<void> {
  simulator = await startSimulator({ firstId: 1_000, ...options });
  route = openRoute({ port: simulator.port, ...account });
}

afterEach(async () => {
  await route.transport.close(200);
  await simulator.close();
});

test('a text is submitted under the operator’s id, and its receipt comes under the same one', async () => {
  await begin({ idFormat: 'hex', receipts: { idFormat: 'hex' } });
  await route.ready();
  const outcome = await route.send({ number: phone(1) });
  expect(outcome).toEqual({ outcome: 'submitted', partIds: ['3e8'] });
  await route.until(() => route.receipts.length === 1);
  expect(route.receipts[0]).toMatchObject({ partId: '3e8', state: 'delivered', errorCode: null });
});

test('a long text goes out in parts, in order, with an id for each', async () => {
  const bodies: Buffer[] = [];
  await begin({ onSubmit: ({ shortMessage }) => bodies.push(shortMessage) });
  await route.ready();
  const text = 'abcdefghij'.repeat(40);
  const outcome = await route.send({ number: phone(2), text, segments: 3 });
  expect(outcome).toEqual({ outcome: 'submitted', partIds: ['1000', '1001', '1002'] });
  expect(bodies.map((body) => body[5])).toEqual([1, 2, 3]);
  expect(Buffer.concat(bodies.map((body) => body.subarray(6))).toString('latin1')).toBe(text);
});

test('a phone that was chosen to answers STOP', async () => {
  await begin({ stopEvery: 1 });
  await route.ready();
  await route.send({ number: phone(3) });
  await route.until(() => route.inbound.length === 1);
  expect(route.inbound[0]).toMatchObject({ from: phone(3), to: 'MyShop', text: 'STOP' });
});

test('the parts of a long inbound text are told, each with how it reads alone', async () => {
  await begin();
  await route.ready();
  const text = 'Zażółć gęślą jaźń. '.repeat(20);
  simulator.inbound({ from: phone(4), to: '60000', text });
  await route.until(() => route.parts.length === 6);
  expect(route.parts.map(({ part, total }) => [part, total])).toEqual([1, 2, 3, 4, 5, 6].map((part) => [part, 6]));
  expect(route.parts.map((part) => part.text).join('')).toBe(text);
  expect(route.parts[0]).toMatchObject({ from: phone(4), to: '60000' });
});

test('without a connection nothing is taken', async () => {
  await begin({}, { port: 1 });
  await route.until(() => route.statuses.some(({ problem }) => problem !== null));
  expect(route.transport.room()).toBe(0);
  expect(await route.send({ number: phone(5) })).toEqual({ outcome: 'unsent' });
  expect(route.transport.status()).toMatchObject({ state: 'waiting', problem: { code: 'operator_unreachable' } });
});

test('a revoked text that waits for the pacer comes back as unsent and is never written', async () => {
  const bodies: string[] = [];
  await begin(
    { onSubmit: ({ shortMessage }) => bodies.push(shortMessage.toString('latin1')) },
    { segmentsPerSecond: 5 },
  );
  await route.ready();
  const outcomes = [1, 2, 3].map((n) => route.send({ id: `m${n}`, number: phone(n), text: `#${n}` }));
  route.transport.revoke(new Set(['m2', 'unknown']));
  expect((await Promise.all(outcomes)).map(({ outcome }) => outcome)).toEqual(['submitted', 'unsent', 'submitted']);
  expect(bodies).toEqual(['#1', '#3']);
});

test('the rest of a revoked long text is not written', async () => {
  let submits = 0;
  await begin({ onSubmit: () => (submits += 1), latencyMs: 300 }, { window: 1 });
  await route.ready();
  const outcome = route.send({ id: 'long', number: phone(1), text: 'abcdefghij'.repeat(40), segments: 3 });
  await route.until(() => submits === 1);
  route.transport.revoke(new Set(['long']));
  expect(await outcome).toEqual({ outcome: 'uncertain' });
  expect(submits).toBe(1);
});

test('a revoked text that the operator was too busy for is not written again', async () => {
  await begin({ latencyMs: 200, faults: { throttleEvery: 1 } });
  await route.ready();
  const outcome = route.send({ id: 'busy', number: phone(1) });
  await route.until(() => route.transport.statistics().inFlight === 1);
  route.transport.revoke(new Set(['busy']));
  expect(await outcome).toEqual({ outcome: 'unsent' });
  expect(route.transport.statistics()).toMatchObject({ throttled: 1, inFlight: 0, waiting: 0 });
});

test('a text with other than plain characters goes out among plain ones, in order; what cannot be written is rejected', async () => {
  const bodies: string[] = [];
  await begin({ onSubmit: ({ shortMessage }) => bodies.push(shortMessage.toString('hex')) }, { window: 2 });
  await route.ready();
  const outcomes = await Promise.all(
    ['ab', 'é', 'ż', '[', 'cd'].map((text, at) => route.send({ number: phone(at), text })),
  );
  expect(bodies).toEqual(['6162', '05', '1b3c', '6364']);
  expect(outcomes.map(({ outcome }) => outcome)).toEqual([
    'submitted',
    'submitted',
    'rejected',
    'submitted',
    'submitted',
  ]);
  expect(outcomes[2]).toEqual({ outcome: 'rejected', status: 'unwritable_text' });
});
