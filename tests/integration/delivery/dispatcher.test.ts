import { createDispatcher, type Dispatcher } from '../../../engine/src/delivery/dispatcher';
import type { ClaimedMessage, NewMessage } from '../../../engine/src/delivery/message';
import type { Lease } from '../../../engine/src/delivery/outboxStore';
import { systemClock } from '../../../engine/src/shared/clock';
import { ZgodaError } from '../../../engine/src/shared/errors';
import { silentLog } from '../../../engine/src/shared/log';
import type { Store } from '../../../engine/src/store/store';
import {
  contactChange,
  fictionNumber,
  grant,
  leaseOf,
  message as newMessage,
  numberKey,
  route,
} from '../../conformance/store/fixtures';
import { stores, type StoreUnderTest } from '../../conformance/store/stores';
import { scriptedTransport, type ScriptedTransport } from '../../support/scriptedTransport';

describe.each(stores)('a dispatcher over %s', (_kind, make) => {
  let data: StoreUnderTest;
  let store: Store;
  let transport: ScriptedTransport;
  let held: boolean;
  /** How often messages were claimed. */
  let claims: number;
  let claimsUnderWay: number;
  let claimsHeld: Promise<void>;
  const running: Dispatcher[] = [];
  let quietPlaces: ReadonlyMap<string, number>;
  const quietUntilMs = ({ place }: ClaimedMessage): number | null => quietPlaces.get(place ?? '') ?? null;

  beforeEach(async () => {
    data = await make();
    const opened = await data.open();
    claims = 0;
    claimsUnderWay = 0;
    claimsHeld = Promise.resolve();
    store = {
      ...opened,
      async claimMessages(...args) {
        claimsUnderWay += 1;
        const answer = await opened.claimMessages(...args);
        await claimsHeld;
        claimsUnderWay -= 1;
        claims += 1;
        return answer;
      },
    };
    transport = scriptedTransport();
    quietPlaces = new Map();
    held = true;
  });

  afterEach(async () => {
    await Promise.all(running.splice(0).map((dispatcher) => dispatcher.stop()));
    await data.remove();
  });

  function start(lease: Lease, capacity = 10, storeNowMs = systemClock.nowMs): Dispatcher {
    const settings = { route, capacity, claimLimit: 100, resendUncertain: false, claimMs: 60_000 };
    const slot = { lease, isHeld: () => held, storeNowMs };
    const ports = {
      store,
      transport,
      slot,
      clock: systemClock,
      log: silentLog,
      changed: () => undefined,
      quietUntilMs,
    };
    const dispatcher = createDispatcher(settings, ports);
    dispatcher.start();
    running.push(dispatcher);
    return dispatcher;
  }

  const startOwn = async (capacity?: number): Promise<Dispatcher> =>
    start(await leaseOf(store, 'process-a', systemClock.nowMs()), capacity);

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
    await startOwn();
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
    const dispatcher = await startOwn();
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
    const dispatcher = await startOwn();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await stateOf(id ?? '')).toBe('queued');
    transport.setRoom(1);
    dispatcher.wake();
    await until(() => transport.submitted.length === 1);
  });

  test('sends again what was never written', async () => {
    const [id] = await append(1);
    await startOwn();
    await until(() => transport.submitted.length === 1);
    transport.answer(id ?? '', { outcome: 'unsent' });
    await until(() => transport.submitted.length === 2);
    expect(transport.submitted[1]?.id).toBe(id);
  });

  /** Has the answer to the next stored outcomes lost, after their commit. */
  function loseAnswer(): void {
    const { markSubmitted } = store;
    store = {
      ...store,
      async markSubmitted(...args: Parameters<Store['markSubmitted']>) {
        store.markSubmitted = markSubmitted;
        await markSubmitted(...args);
        throw new ZgodaError('store_unreachable', { problem: 'the connection was lost' });
      },
    };
  }

  test('sends once more, and only once, what was given back when the answer to that is lost', async () => {
    loseAnswer();
    const [id = ''] = await append(1);
    const dispatcher = await startOwn();
    await until(() => transport.submitted.length === 1);
    transport.answer(id, { outcome: 'unsent' });
    await until(async () => (await stateOf(id)) === 'queued');
    dispatcher.appended(1);
    await until(() => transport.submitted.length === 2);
    // The outcome of the first claim is stored again after half a second.
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    expect(await stateOf(id)).toBe('claimed');
    expect(transport.submitted).toHaveLength(2);
    transport.answer(id, { outcome: 'submitted', partIds: ['p1'] });
    await until(async () => (await stateOf(id)) === 'submitted');
  });

  test.each([
    ['submitted', { outcome: 'submitted', partIds: ['p1'] }],
    ['rejected', { outcome: 'rejected', status: 'ESME_RINVDSTADR (0x0b)' }],
    ['uncertain', { outcome: 'uncertain' }],
  ] as const)('an outcome %s whose answer is lost is stored again without a change', async (state, outcome) => {
    loseAnswer();
    const [id = ''] = await append(1);
    await startOwn();
    await until(() => transport.submitted.length === 1);
    transport.answer(id, outcome);
    await until(async () => (await stateOf(id)) === state);
    const before = (await store.readMessages([id])).get(id);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect((await store.readMessages([id])).get(id)).toEqual(before);
    expect(transport.submitted).toHaveLength(1);
    expect(await store.readEvents(['delivery_report'], 0, 10)).toHaveLength(state === 'submitted' ? 0 : 1);
  });

  test('lets service messages overtake marketing', async () => {
    await append(3, { purpose: 'service', priority: 0 });
    const [urgent] = await append(1, { priority: 10 });
    await startOwn(1);
    await until(() => transport.submitted.length === 1);
    expect(transport.submitted[0]?.id).toBe(urgent);
  });

  test('a service text that is appended while others are claimed waits for no room but its own', async () => {
    const { claimMessages } = store;
    let appendService = async (): Promise<void> => {
      appendService = () => Promise.resolve();
      await append(1, { text: 'code' });
      dispatcher.appended(1);
      transport.setRoom(0, 10);
    };
    store = {
      ...store,
      async claimMessages(...args: Parameters<Store['claimMessages']>) {
        const answer = await claimMessages(...args);
        await appendService();
        return answer;
      },
    };
    await append(10, { priority: 0 });
    const dispatcher = await startOwn(20);
    await until(() => transport.submitted.some(({ text }) => text === 'code'));
  });

  describe('appends service texts and submits them, claimed as they are stored', () => {
    /** Has claims answered only once what it returns is called. */
    function holdClaims(): () => void {
      let release = (): void => undefined;
      claimsHeld = new Promise((resolve) => (release = resolve));
      return release;
    }

    /** Once it has looked through the claims that it found. */
    async function startLooking(capacity?: number): Promise<Dispatcher> {
      const dispatcher = await startOwn(capacity);
      await until(() => claims > 0);
      return dispatcher;
    }

    test('once, with no claim of its own', async () => {
      const dispatcher = await startLooking();
      const before = claims;
      const text = newMessage(1);
      const [outcome] = (await dispatcher.append([text])) ?? [];
      expect(outcome).toMatchObject({ outcome: 'appended', id: text.id });
      expect(transport.submitted.map(({ id }) => id)).toEqual([text.id]);
      expect(claims).toBe(before);
      transport.answer(text.id, { outcome: 'submitted', partIds: ['p1'] });
      await until(async () => (await stateOf(text.id)) === 'submitted');
    });

    test('not marketing, not those with a key, not where there is no room or no slot', async () => {
      const dispatcher = await startLooking(2);
      expect(dispatcher.append([newMessage(1, { purpose: 'marketing', priority: 1 })])).toBeNull();
      expect(dispatcher.append([newMessage(1, { deduplicationKey: 'k' })])).toBeNull();
      expect(dispatcher.append([newMessage(1), newMessage(2), newMessage(3)])).toBeNull();
      transport.setRoom(0);
      expect(dispatcher.append([newMessage(1)])).toBeNull();
      transport.setRoom(10);
      held = false;
      expect(dispatcher.append([newMessage(1)])).toBeNull();
      held = true;
      expect(await dispatcher.append([newMessage(1)])).toHaveLength(1);
    });

    test('no more together than there is room for, in the link as in the window, with claims that are under way', async () => {
      const dispatcher = await startLooking(3);
      transport.setRoom(1);
      const first = dispatcher.append([newMessage(1)]);
      expect(first).not.toBeNull();
      expect(dispatcher.append([newMessage(2)])).toBeNull();
      transport.setRoom(10);
      await first;
      const released = holdClaims();
      await append(2, { priority: 0 });
      dispatcher.appended(0);
      await until(() => claimsUnderWay > 0);
      expect(dispatcher.append([newMessage(2)])).toBeNull();
      released();
      await until(() => transport.submitted.length === 3);
      expect(dispatcher.append([newMessage(2)])).toBeNull();
    });

    test('not past service texts that wait, that are being claimed, or that came back unsent', async () => {
      const dispatcher = await startLooking();
      const [waiting = ''] = await append(1);
      const released = holdClaims();
      dispatcher.appended(1);
      expect(dispatcher.append([newMessage(2)])).toBeNull();
      await until(() => claimsUnderWay > 0);
      expect(dispatcher.append([newMessage(2)])).toBeNull();
      released();
      await until(() => transport.submitted.length === 1);
      transport.answer(waiting, { outcome: 'unsent' });
      expect(dispatcher.append([newMessage(2)])).toBeNull();
      await until(() => transport.submitted.length === 2);
      expect(transport.submitted[1]?.id).toBe(waiting);
    });

    test('not past older texts that this process has not heard of', async () => {
      const dispatcher = await startLooking();
      const released = holdClaims();
      const [older = ''] = await append(1);
      const outcomes = await dispatcher.append([newMessage(2)]);
      expect(outcomes?.[0]).not.toHaveProperty('claim');
      released();
      dispatcher.appended(1);
      await until(() => transport.submitted.length === 2);
      expect(transport.submitted[0]?.id).toBe(older);
    });

    test('one whose answer was lost is sent once, by a later claim', async () => {
      const { appendMessages } = store;
      store.appendMessages = async (...args) => {
        store.appendMessages = appendMessages;
        await appendMessages(...args);
        throw new ZgodaError('store_unreachable', { problem: 'the connection was lost' });
      };
      const dispatcher = await startLooking();
      const text = newMessage(1);
      await expect(dispatcher.append([text])).rejects.toMatchObject({ code: 'store_unreachable' });
      await until(() => transport.submitted.length === 1);
      expect(transport.submitted[0]?.id).toBe(text.id);
      await new Promise((resolve) => setTimeout(resolve, 1_200));
      expect(transport.submitted).toHaveLength(1);
    });

    test('what is stored while the dispatcher stops has its outcome before it has stopped', async () => {
      const dispatcher = await startLooking();
      const text = newMessage(1);
      const append = dispatcher.append([text]);
      let hasStopped = false;
      const stopped = dispatcher.stop().then(() => (hasStopped = true));
      running.length = 0;
      await append;
      expect(hasStopped).toBe(false);
      transport.answer(text.id, { outcome: 'unsent' });
      await stopped;
      expect(await stateOf(text.id)).toBe('queued');
    });

    test('takes back one that is cancelled while it is stored', async () => {
      const dispatcher = await startLooking();
      const text = newMessage(1);
      const append = dispatcher.append([text]);
      await dispatcher.takeBack(new Set([text.id]));
      expect(transport.revoked).toEqual([text.id]);
      await append;
    });
  });

  test('a campaign that runs into quiet hours is held; what goes elsewhere is sent', async () => {
    const untilMs = systemClock.nowMs() + 3_600_000;
    quietPlaces = new Map([['FR', untilMs]]);
    const sleeping = await append(25, { place: 'FR' });
    const awake = await append(3, { place: 'US' });
    await startOwn();
    await until(() => transport.submitted.length === 3);
    expect(transport.submitted.map(({ id }) => id)).toEqual(awake);
    await until(async () => (await stateOf(sleeping.at(-1) ?? '')) === 'held');
    const rows = [...(await store.readMessages(sleeping)).values()];
    for (const row of rows) expect(row).toMatchObject({ state: 'held', reason: 'quiet_hours', notBeforeMs: untilMs });
  });

  test('a held message waits for the store’s time, whatever this machine’s clock says', async () => {
    const hourMs = 3_600_000;
    const [id = ''] = await append(1, { state: 'held', notBeforeMs: systemClock.nowMs() - hourMs / 2 });
    const lease = await leaseOf(store, 'process-a', systemClock.nowMs());
    start(lease, 10, () => systemClock.nowMs() - hourMs);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await stateOf(id)).toBe('held');
    start(lease);
    await until(() => transport.submitted.length === 1);
  });

  test('the next holder of a slot leaves what its last one had open as uncertain, and does not send it again', async () => {
    const [open] = await append(1);
    const dead = await leaseOf(store, 'process-dead', systemClock.nowMs());
    await store.claimMessages(route, dead, 1, 60_000, systemClock.nowMs());
    await store.releaseLease(dead);
    const [waiting] = await append(1);
    await startOwn();
    await until(() => transport.submitted.length === 1);
    expect(transport.submitted[0]?.id).toBe(waiting);
    expect(await stateOf(open ?? '')).toBe('uncertain');
  });

  test('claims nothing while its slot is not held', async () => {
    held = false;
    const [id] = await append(1);
    const dispatcher = await startOwn();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await stateOf(id ?? '')).toBe('queued');
    held = true;
    dispatcher.wake();
    await until(() => transport.submitted.length === 1);
  });

  test('after a lost slot its open messages are still settled by their answers', async () => {
    const [open] = await append(1);
    const lease = await leaseOf(store, 'process-a', systemClock.nowMs());
    start(lease);
    await until(() => transport.submitted.length === 1);
    held = false;
    await store.releaseLease(lease);
    const next = await leaseOf(store, 'process-b', systemClock.nowMs());
    expect(await store.expireClaims(route, next, false, systemClock.nowMs())).toBe(1);
    transport.answer(open ?? '', { outcome: 'submitted', partIds: ['p1'] });
    await until(async () => (await stateOf(open ?? '')) === 'submitted');
  });

  test('revokes the marketing to a number that it has open, and nothing else', async () => {
    const [saved] = await store.upsertContacts([contactChange(0)], systemClock.nowMs());
    const contactId = saved?.contact.id ?? '';
    await grant(store, contactId);
    const [marketing] = await append(1, { purpose: 'marketing', contactId });
    await append(2);
    const dispatcher = await startOwn();
    await until(() => transport.submitted.length === 3);
    const stopped = numberKey(fictionNumber(0));
    await store.writeSuppressions([{ numberKey: stopped, scope: 'marketing', reason: 'stop', sinceMs: 1 }]);
    await dispatcher.revoke(fictionNumber(0));
    expect(transport.revoked).toEqual([marketing]);
    transport.answer(marketing ?? '', { outcome: 'unsent' });
    await until(async () => (await stateOf(marketing ?? '')) === 'blocked');
  });

  test('revokes what another process had blocked since it was claimed', async () => {
    const [saved] = await store.upsertContacts([contactChange(0)], systemClock.nowMs());
    const contactId = saved?.contact.id ?? '';
    await grant(store, contactId);
    const [marketing] = await append(1, { purpose: 'marketing', contactId });
    await append(1);
    await startOwn();
    await until(() => transport.submitted.length === 2);
    const stopped = numberKey(fictionNumber(0));
    await store.writeSuppressions([{ numberKey: stopped, scope: 'marketing', reason: 'stop', sinceMs: 1 }]);
    await until(() => transport.revoked.length > 0);
    expect(new Set(transport.revoked)).toEqual(new Set([marketing]));
  });

  test('takes back what is to be cancelled, and nothing else', async () => {
    const [cancelled, other] = await append(2);
    const dispatcher = await startOwn();
    await until(() => transport.submitted.length === 2);
    const { claimed } = await store.cancelMessages([cancelled ?? ''], systemClock.nowMs());
    await dispatcher.takeBack(new Set([...claimed, 'elsewhere']));
    expect(transport.revoked).toEqual([cancelled]);
    transport.answer(cancelled ?? '', { outcome: 'unsent' });
    transport.answer(other ?? '', { outcome: 'submitted', partIds: ['p1'] });
    await until(async () => (await stateOf(cancelled ?? '')) === 'cancelled');
    await until(async () => (await stateOf(other ?? '')) === 'submitted');
    expect(transport.submitted).toHaveLength(2);
  });

  test('takes back what another process cancelled since it was claimed, service texts too', async () => {
    const [cancelled] = await append(2);
    await startOwn();
    await until(() => transport.submitted.length === 2);
    await store.cancelMessages([cancelled ?? ''], systemClock.nowMs());
    await until(() => transport.revoked.length > 0);
    expect(new Set(transport.revoked)).toEqual(new Set([cancelled]));
  });

  test('gives back what it claimed while it stopped, though its outcome comes after the close', async () => {
    const submit = transport.submit.bind(transport);
    transport.submit = (message, done) => {
      submit(message, done);
      setImmediate(() => transport.answer(message.id, { outcome: 'unsent' }));
    };
    const [id] = await append(1);
    const dispatcher = await startOwn();
    await dispatcher.stop();
    running.length = 0;
    expect(await stateOf(id ?? '')).toBe('queued');
  });

  test('stores an answer that came after the message was given up', async () => {
    const [id = ''] = await append(1);
    await startOwn();
    await until(() => transport.submitted.length === 1);
    transport.answer(id, { outcome: 'uncertain' });
    await until(async () => (await stateOf(id)) === 'uncertain');
    transport.answer(id, { outcome: 'submitted', partIds: ['a1'] });
    await until(async () => (await stateOf(id)) === 'submitted');
    const receipt = { route, partId: 'a1', anyForm: false, state: 'delivered', errorCode: null, doneAtMs: 1 } as const;
    expect(await store.markReceipts([receipt], systemClock.nowMs())).toMatchObject({ matched: 1 });
  });

  test('stores every outcome before it has stopped', async () => {
    const [id] = await append(1);
    const dispatcher = await startOwn();
    await until(() => transport.submitted.length === 1);
    await dispatcher.stop();
    running.length = 0;
    expect(await stateOf(id ?? '')).toBe('uncertain');
  });
});
