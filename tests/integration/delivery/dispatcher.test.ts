import { systemClock } from '../../../engine/src/shared/clock';
import { ZgodaError } from '../../../engine/src/shared/errors';
import type { Store } from '../../../engine/src/store/store';
import { contactChange, fictionNumber, grant, leaseOf, numberKey, route } from '../../conformance/store/fixtures';
import { stores } from '../../conformance/store/stores';
import { DispatcherUnderTest, until } from '../../support/dispatcherUnderTest';

describe.each(stores)('a dispatcher over %s', (_kind, make) => {
  const on = new DispatcherUnderTest();
  const { start, startOwn, append, stateOf } = on;
  beforeEach(() => on.open(make));
  afterEach(() => on.close());

  test('takes each queued message to the transport once and stores its outcome', async () => {
    const [taken, refused] = await append(2);
    await startOwn();
    await until(() => on.transport.submitted.length === 2);
    on.transport.answer(taken ?? '', { outcome: 'submitted', partIds: ['p1'] });
    on.transport.answer(refused ?? '', { outcome: 'rejected', status: 'ESME_RINVDSTADR (0x0b)' });
    await until(
      async () => (await stateOf(taken ?? '')) === 'submitted' && (await stateOf(refused ?? '')) === 'rejected',
    );
    expect(on.transport.submitted).toHaveLength(2);
  });

  test('claims no more than its capacity before outcomes are stored', async () => {
    const ids = await append(25);
    const dispatcher = await startOwn();
    await until(() => on.transport.submitted.length === 10);
    dispatcher.wake();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(on.transport.submitted).toHaveLength(10);
    for (const id of ids.slice(0, 10)) on.transport.answer(id, { outcome: 'submitted', partIds: [id] });
    await until(() => on.transport.submitted.length === 20);
  });

  test('claims nothing while the transport has no room', async () => {
    on.transport.setRoom(0);
    const [id] = await append(1);
    const dispatcher = await startOwn();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await stateOf(id ?? '')).toBe('queued');
    on.transport.setRoom(1);
    dispatcher.wake();
    await until(() => on.transport.submitted.length === 1);
  });

  test('sends again what was never written', async () => {
    const [id] = await append(1);
    await startOwn();
    await until(() => on.transport.submitted.length === 1);
    on.transport.answer(id ?? '', { outcome: 'unsent' });
    await until(() => on.transport.submitted.length === 2);
    expect(on.transport.submitted[1]?.id).toBe(id);
  });

  test('offers a text that the operator would not take again in a minute, and sends others first', async () => {
    const [id = ''] = await append(1);
    await startOwn();
    await until(() => on.transport.submitted.length === 1);
    const beforeMs = systemClock.nowMs();
    on.transport.answer(id, { outcome: 'unsent', refused: true });
    await until(async () => (await stateOf(id)) === 'held');
    const { notBeforeMs = 0, reason } = (await on.store.readMessages([id])).get(id) ?? {};
    expect((notBeforeMs ?? 0) - beforeMs).toBeGreaterThanOrEqual(60_000);
    expect(reason).toBeNull();
  });

  test('where the route resends, a text whose answer was lost goes out once more, and not a third time', async () => {
    on.resends = true;
    const [id = ''] = await append(1);
    await startOwn();
    await until(() => on.transport.submitted.length === 1);
    on.transport.answer(id, { outcome: 'uncertain' });
    await until(() => on.transport.submitted.length === 2);
    on.transport.answer(id, { outcome: 'uncertain' });
    await until(async () => (await stateOf(id)) === 'uncertain');
    expect(on.transport.submitted.map((message) => message.id)).toEqual([id, id]);
  });

  /** Has the answer to the next stored outcomes lost, after their commit. */
  function loseAnswer(): void {
    const { markSubmitted } = on.store;
    on.store = {
      ...on.store,
      async markSubmitted(...args: Parameters<Store['markSubmitted']>) {
        on.store.markSubmitted = markSubmitted;
        await markSubmitted(...args);
        throw new ZgodaError('store_unreachable', { problem: 'the connection was lost' });
      },
    };
  }

  test('sends once more, and only once, what was given back when the answer to that is lost', async () => {
    loseAnswer();
    const [id = ''] = await append(1);
    const dispatcher = await startOwn();
    await until(() => on.transport.submitted.length === 1);
    on.transport.answer(id, { outcome: 'unsent' });
    await until(async () => (await stateOf(id)) === 'queued');
    dispatcher.appended(1);
    await until(() => on.transport.submitted.length === 2);
    // The outcome of the first claim is stored again after half a second.
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    expect(await stateOf(id)).toBe('claimed');
    expect(on.transport.submitted).toHaveLength(2);
    on.transport.answer(id, { outcome: 'submitted', partIds: ['p1'] });
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
    await until(() => on.transport.submitted.length === 1);
    on.transport.answer(id, outcome);
    await until(async () => (await stateOf(id)) === state);
    const before = (await on.store.readMessages([id])).get(id);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect((await on.store.readMessages([id])).get(id)).toEqual(before);
    expect(on.transport.submitted).toHaveLength(1);
    expect(await on.store.readEvents(['delivery_report'], 0, 10)).toHaveLength(state === 'submitted' ? 0 : 1);
  });

  test('lets service messages overtake marketing', async () => {
    await append(3, { purpose: 'service', priority: 0 });
    const [urgent] = await append(1, { priority: 10 });
    await startOwn(1);
    await until(() => on.transport.submitted.length === 1);
    expect(on.transport.submitted[0]?.id).toBe(urgent);
  });

  test('a service text that is appended while others are claimed waits for no room but its own', async () => {
    const { claimMessages } = on.store;
    let appendService = async (): Promise<void> => {
      appendService = () => Promise.resolve();
      await append(1, { text: 'code' });
      dispatcher.appended(1);
      on.transport.setRoom(0, 10);
    };
    on.store = {
      ...on.store,
      async claimMessages(...args: Parameters<Store['claimMessages']>) {
        const answer = await claimMessages(...args);
        await appendService();
        return answer;
      },
    };
    await append(10, { priority: 0 });
    const dispatcher = await startOwn(20);
    await until(() => on.transport.submitted.some(({ text }) => text === 'code'));
  });

  test('a campaign that runs into quiet hours is held; what goes elsewhere is sent', async () => {
    const untilMs = systemClock.nowMs() + 3_600_000;
    on.quietPlaces = new Map([['FR', untilMs]]);
    const sleeping = await append(25, { place: 'FR' });
    const awake = await append(3, { place: 'US' });
    await startOwn();
    await until(() => on.transport.submitted.length === 3);
    expect(on.transport.submitted.map(({ id }) => id)).toEqual(awake);
    await until(async () => (await stateOf(sleeping.at(-1) ?? '')) === 'held');
    const rows = [...(await on.store.readMessages(sleeping)).values()];
    for (const row of rows) expect(row).toMatchObject({ state: 'held', reason: 'quiet_hours', notBeforeMs: untilMs });
  });

  test('a held message waits for the store’s time, whatever this machine’s clock says', async () => {
    const hourMs = 3_600_000;
    const [id = ''] = await append(1, { state: 'held', notBeforeMs: systemClock.nowMs() - hourMs / 2 });
    const lease = await leaseOf(on.store, 'process-a', systemClock.nowMs());
    start(lease, 10, () => systemClock.nowMs() - hourMs);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await stateOf(id)).toBe('held');
    start(lease);
    await until(() => on.transport.submitted.length === 1);
  });

  test('the next holder of a slot leaves what its last one had open as uncertain, and does not send it again', async () => {
    const [open] = await append(1);
    const dead = await leaseOf(on.store, 'process-dead', systemClock.nowMs());
    await on.store.claimMessages(route, dead, 1, 60_000, systemClock.nowMs());
    await on.store.releaseLease(dead);
    const [waiting] = await append(1);
    await startOwn();
    await until(() => on.transport.submitted.length === 1);
    expect(on.transport.submitted[0]?.id).toBe(waiting);
    expect(await stateOf(open ?? '')).toBe('uncertain');
  });

  test('claims nothing while its slot is not held', async () => {
    on.held = false;
    const [id] = await append(1);
    const dispatcher = await startOwn();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await stateOf(id ?? '')).toBe('queued');
    on.held = true;
    dispatcher.wake();
    await until(() => on.transport.submitted.length === 1);
  });

  test('after a lost slot its open messages are still settled by their answers', async () => {
    const [open] = await append(1);
    const lease = await leaseOf(on.store, 'process-a', systemClock.nowMs());
    start(lease);
    await until(() => on.transport.submitted.length === 1);
    on.held = false;
    await on.store.releaseLease(lease);
    const next = await leaseOf(on.store, 'process-b', systemClock.nowMs());
    expect(await on.store.expireClaims(route, next, false, systemClock.nowMs())).toBe(1);
    on.transport.answer(open ?? '', { outcome: 'submitted', partIds: ['p1'] });
    await until(async () => (await stateOf(open ?? '')) === 'submitted');
  });

  test('revokes the marketing to a number that it has open, and nothing else', async () => {
    const [saved] = await on.store.upsertContacts([contactChange(0)], systemClock.nowMs());
    const contactId = saved?.contact.id ?? '';
    await grant(on.store, contactId);
    const [marketing] = await append(1, { purpose: 'marketing', contactId });
    await append(2);
    const dispatcher = await startOwn();
    await until(() => on.transport.submitted.length === 3);
    const stopped = numberKey(fictionNumber(0));
    await on.store.writeSuppressions([{ numberKey: stopped, scope: 'marketing', reason: 'stop', sinceMs: 1 }]);
    await dispatcher.revoke(fictionNumber(0));
    expect(on.transport.revoked).toEqual([marketing]);
    on.transport.answer(marketing ?? '', { outcome: 'unsent' });
    await until(async () => (await stateOf(marketing ?? '')) === 'blocked');
  });

  test('revokes what another process had blocked since it was claimed', async () => {
    const [saved] = await on.store.upsertContacts([contactChange(0)], systemClock.nowMs());
    const contactId = saved?.contact.id ?? '';
    await grant(on.store, contactId);
    const [marketing] = await append(1, { purpose: 'marketing', contactId });
    await append(1);
    await startOwn();
    await until(() => on.transport.submitted.length === 2);
    const stopped = numberKey(fictionNumber(0));
    await on.store.writeSuppressions([{ numberKey: stopped, scope: 'marketing', reason: 'stop', sinceMs: 1 }]);
    await until(() => on.transport.revoked.length > 0);
    expect(new Set(on.transport.revoked)).toEqual(new Set([marketing]));
  });

  test('takes back what is to be cancelled, and nothing else', async () => {
    const [cancelled, other] = await append(2);
    const dispatcher = await startOwn();
    await until(() => on.transport.submitted.length === 2);
    const { claimed } = await on.store.cancelMessages([cancelled ?? ''], systemClock.nowMs());
    await dispatcher.takeBack(new Set([...claimed, 'elsewhere']));
    expect(on.transport.revoked).toEqual([cancelled]);
    on.transport.answer(cancelled ?? '', { outcome: 'unsent' });
    on.transport.answer(other ?? '', { outcome: 'submitted', partIds: ['p1'] });
    await until(async () => (await stateOf(cancelled ?? '')) === 'cancelled');
    await until(async () => (await stateOf(other ?? '')) === 'submitted');
    expect(on.transport.submitted).toHaveLength(2);
  });

  test('takes back what another process cancelled since it was claimed, service texts too', async () => {
    const [cancelled] = await append(2);
    await startOwn();
    await until(() => on.transport.submitted.length === 2);
    await on.store.cancelMessages([cancelled ?? ''], systemClock.nowMs());
    await until(() => on.transport.revoked.length > 0);
    expect(new Set(on.transport.revoked)).toEqual(new Set([cancelled]));
  });

  test('gives back what it claimed while it stopped, though its outcome comes after the close', async () => {
    const submit = on.transport.submit.bind(on.transport);
    on.transport.submit = (message, done) => {
      submit(message, done);
      setImmediate(() => on.transport.answer(message.id, { outcome: 'unsent' }));
    };
    const [id] = await append(1);
    const dispatcher = await startOwn();
    await on.stop(dispatcher);
    expect(await stateOf(id ?? '')).toBe('queued');
  });

  test('stores an answer that came after the message was given up', async () => {
    const [id = ''] = await append(1);
    await startOwn();
    await until(() => on.transport.submitted.length === 1);
    on.transport.answer(id, { outcome: 'uncertain' });
    await until(async () => (await stateOf(id)) === 'uncertain');
    on.transport.answer(id, { outcome: 'submitted', partIds: ['a1'] });
    await until(async () => (await stateOf(id)) === 'submitted');
    const receipt = { route, partId: 'a1', anyForm: false, state: 'delivered', errorCode: null, doneAtMs: 1 } as const;
    expect(await on.store.markReceipts([receipt], systemClock.nowMs())).toMatchObject({ matched: 1 });
  });

  test('stores every outcome before it has stopped', async () => {
    const [id] = await append(1);
    const dispatcher = await startOwn();
    await until(() => on.transport.submitted.length === 1);
    await on.stop(dispatcher);
    expect(await stateOf(id ?? '')).toBe('uncertain');
  });
});
