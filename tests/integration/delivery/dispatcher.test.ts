import { createDispatcher, type Dispatcher } from '../../../engine/src/delivery/dispatcher';
import type { NewMessage } from '../../../engine/src/delivery/message';
import type { SubmitOutcome, Transport, TransportMessage } from '../../../engine/src/delivery/transport';
import { systemClock } from '../../../engine/src/shared/clock';
import { silentLog } from '../../../engine/src/shared/log';
import type { Store } from '../../../engine/src/store/store';
import { message as newMessage, route } from '../../conformance/store/fixtures';
import { stores, type StoreUnderTest } from '../../conformance/store/stores';

/** A way to an operator whose answers the test gives. */
interface ScriptedTransport extends Transport {
  readonly submitted: TransportMessage[];
  room(): number;
  setRoom(messages: number): void;
  answer(id: string, outcome: SubmitOutcome): void;
}

function scriptedTransport(): ScriptedTransport {
  const submitted: TransportMessage[] = [];
  const open = new Map<string, (outcome: SubmitOutcome) => void>();
  let room = 1_000;
  return {
    name: 'scripted',
    submitted,
    open: () => undefined,
    room: () => room,
    urgentRoom: () => room,
    setRoom: (messages) => (room = messages),
    submit(message, done) {
      submitted.push(message);
      open.set(message.id, done);
    },
    answer(id, outcome) {
      open.get(id)?.(outcome);
      open.delete(id);
    },
    status: () => ({ state: 'ready', problem: null }),
    async close() {
      for (const id of [...open.keys()]) this.answer(id, { outcome: 'uncertain' });
    },
  };
}

describe.each(stores)('a dispatcher over %s', (_kind, make) => {
  let data: StoreUnderTest;
  let store: Store;
  let transport: ScriptedTransport;
  const running: Dispatcher[] = [];

  beforeEach(async () => {
    data = await make();
    store = await data.open();
    transport = scriptedTransport();
  });

  afterEach(async () => {
    await Promise.all(running.splice(0).map((dispatcher) => dispatcher.stop(0)));
    await data.remove();
  });

  function start(
    owner = 'process-a',
    given: { capacity?: number; leaseMs?: number } = {},
    over = transport,
  ): Dispatcher {
    const settings = {
      route,
      owner,
      capacity: 10,
      claimLimit: 100,
      resendUncertain: false,
      leaseMs: 300,
      claimMs: 60_000,
    };
    const ports = { store, transport: over, clock: systemClock, log: silentLog, changed: () => undefined };
    const dispatcher = createDispatcher({ ...settings, ...given }, ports);
    dispatcher.start();
    running.push(dispatcher);
    return dispatcher;
  }

  async function append(count: number, change: Partial<NewMessage> = {}): Promise<string[]> {
    const messages = Array.from({ length: count }, (_, n) => newMessage(n, change));
    await store.appendMessages(messages, systemClock.nowMs());
    return messages.map(({ id }) => id);
  }

  const stateOf = async (id: string) => (await store.readMessages([id])).get(id)?.state;

  async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
    while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 5));
  }

  test('takes each queued message to the transport once and stores its outcome', async () => {
    const [taken, refused] = await append(2);
    start();
    await until(() => transport.submitted.length === 2);
    transport.answer(taken ?? '', { outcome: 'submitted', partIds: ['p1'] });
    transport.answer(refused ?? '', { outcome: 'rejected', status: 'ESME_RINVDSTADR (0x0b)' });
    await until(
      async () => (await stateOf(taken ?? '')) === 'submitted' && (await stateOf(refused ?? '')) === 'rejected',
    );
    expect(transport.submitted).toHaveLength(2);
  });

  test('claims no more than its capacity before outcomes are stored', async () => {
    const ids = await append(25);
    const dispatcher = start();
    await until(() => transport.submitted.length === 10);
    dispatcher.wake();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(transport.submitted).toHaveLength(10);
    for (const id of ids.slice(0, 10)) transport.answer(id, { outcome: 'submitted', partIds: [id] });
    await until(() => transport.submitted.length === 20);
  });

  test('claims nothing while the transport has no room', async () => {
    transport.setRoom(0);
    const [id] = await append(1);
    const dispatcher = start();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await stateOf(id ?? '')).toBe('queued');
    transport.setRoom(1);
    dispatcher.wake();
    await until(() => transport.submitted.length === 1);
  });

  test('sends again what was never written', async () => {
    const [id] = await append(1);
    start();
    await until(() => transport.submitted.length === 1);
    transport.answer(id ?? '', { outcome: 'unsent' });
    await until(() => transport.submitted.length === 2);
    expect(transport.submitted[1]?.id).toBe(id);
  });

  test('lets service messages overtake marketing', async () => {
    await append(3, { purpose: 'service', priority: 0 });
    const [urgent] = await append(1, { priority: 10 });
    start('process-a', { capacity: 1 });
    await until(() => transport.submitted.length === 1);
    expect(transport.submitted[0]?.id).toBe(urgent);
  });

  test('another process takes over a dead one’s route: its open messages are uncertain, and not sent again', async () => {
    const [open] = await append(1);
    const other = scriptedTransport();
    await store.takeLease(`route:${route}`, 'process-dead', 200, systemClock.nowMs());
    const lease = await store.takeLease(`route:${route}`, 'process-dead', 200, systemClock.nowMs());
    if (lease === null) throw new Error('no lease');
    await store.claimMessages(route, lease, 1, 60_000, systemClock.nowMs());
    const [waiting] = await append(1);
    start('process-b', {}, other);
    await until(() => other.submitted.length === 1);
    expect(other.submitted[0]?.id).toBe(waiting);
    expect(await stateOf(open ?? '')).toBe('uncertain');
  });

  test('only one of two processes sends', async () => {
    const other = scriptedTransport();
    start('process-a');
    await append(1);
    await until(() => transport.submitted.length === 1);
    start('process-b', {}, other);
    await append(5);
    running.forEach((dispatcher) => dispatcher.wake());
    await until(() => transport.submitted.length === 6);
    expect(other.submitted).toHaveLength(0);
  });

  test('gives the route back when it stops, with every outcome stored', async () => {
    const [id] = await append(1);
    const dispatcher = start('process-a', { leaseMs: 60_000 });
    await until(() => transport.submitted.length === 1);
    await dispatcher.stop(0);
    running.length = 0;
    expect(await stateOf(id ?? '')).toBe('uncertain');
    expect(await store.takeLease(`route:${route}`, 'process-b', 1_000, systemClock.nowMs())).not.toBeNull();
  });
});
