import type { InboundMessage } from '../../../engine/src/delivery/inboundStore';
import type { Store } from '../../../engine/src/store/store';
import { fictionNumber, leaseOf, message, nextId, nowMs, numberKey, route } from './fixtures';
import { stores, type StoreUnderTest } from './stores';

const inbound = (n: number, deduplicationKey = nextId()): InboundMessage => ({
  id: nextId(),
  route,
  from: fictionNumber(n),
  numberKey: numberKey(fictionNumber(n)),
  to: '2345',
  text: 'STOP',
  receivedAtMs: nowMs + n,
  deduplicationKey,
});

describe.each(stores)('inbound messages and events in %s', (_kind, make) => {
  let data: StoreUnderTest;
  let store: Store;
  beforeEach(async () => {
    data = await make();
    store = await data.open();
  });
  afterEach(() => data.remove());

  test('a re-delivered text is stored once, and waits until it is handled', async () => {
    const [first, second] = [inbound(2, 'one'), inbound(1, 'two')];
    expect(await store.appendInbound([first, second])).toEqual([first.id, second.id]);
    expect(await store.appendInbound([inbound(2, 'one')])).toEqual([]);
    expect(await store.readUnhandledInbound(10)).toEqual([second, first]);
    expect(await store.markInboundHandled(second.id, 'stop')).toBe(true);
    expect(await store.markInboundHandled(second.id, 'start')).toBe(false);
    expect(await store.readUnhandledInbound(10)).toEqual([first]);
  });

  test('once its key is free the same words are another text; a key is freed for what came until then', async () => {
    const [first, same] = [inbound(2, 'one'), inbound(3, 'one')];
    await store.appendInbound([first]);
    expect(await store.freeInboundKey(route, 'one', nowMs + 1)).toBe(false);
    expect(await store.freeInboundKey('other', 'one', nowMs + 2)).toBe(false);
    expect(await store.appendInbound([same])).toEqual([]);
    expect(await store.freeInboundKey(route, 'one', nowMs + 2)).toBe(true);
    expect(await store.freeInboundKey(route, 'one', nowMs + 2)).toBe(false);
    expect(await store.appendInbound([same])).toEqual([same.id]);
    expect(await store.readUnhandledInbound(10)).toEqual([{ ...first, deduplicationKey: null }, same]);
  });

  test('those that wait are read page by page, and one by its key', async () => {
    const waiting = [inbound(1, 'one'), inbound(1, 'two'), inbound(2, 'three')];
    await store.appendInbound(waiting);
    const inOrder = await store.readUnhandledInbound(10);
    const [first, second] = inOrder;
    expect(await store.readUnhandledInbound(1)).toEqual([first]);
    expect(await store.readUnhandledInbound(1, first)).toEqual([second]);
    expect(await store.readUnhandledInbound(10, second)).toEqual(inOrder.slice(2));
    expect(await store.findUnhandledInbound(route, 'two')).toEqual(waiting[1]);
    expect(await store.findUnhandledInbound('another route', 'two')).toBeNull();
    await store.markInboundHandled(waiting[1]?.id ?? '', 'stop');
    expect(await store.findUnhandledInbound(route, 'two')).toBeNull();
  });

  test('answers are counted by number and time', async () => {
    const texts = [inbound(1), inbound(1), inbound(2)] as const;
    await store.appendInbound(texts);
    for (const { id } of texts) await store.markInboundAnswered(id, nextId());
    expect(await store.countAnswers(texts[0].numberKey, nowMs)).toBe(2);
    expect(await store.countAnswers(texts[0].numberKey, nowMs + 1)).toBe(0);
    expect(await store.countAnswers(texts[2].numberKey, nowMs)).toBe(1);
  });

  test('an unclear reply waits until a person has settled it, once', async () => {
    const [first, second, other] = [inbound(1), inbound(2), inbound(3)];
    await store.appendInbound([second, first, other]);
    for (const { id } of [first, second]) await store.markInboundHandled(id, 'unclear');
    await store.markInboundHandled(other.id, 'reply');
    expect(await store.readFlaggedInbound(null, 10)).toEqual([first, second]);
    expect(await store.readFlaggedInbound(second.numberKey, 10)).toEqual([second]);
    expect(await store.readFlaggedInbound(null, 1)).toEqual([first]);
    expect(await store.settleInbound(first.id, 'stop')).toEqual(first);
    expect(await store.settleInbound(first.id, 'reply')).toBeNull();
    expect(await store.settleInbound(other.id, 'stop')).toBeNull();
    expect(await store.readFlaggedInbound(null, 10)).toEqual([second]);
  });

  test('events come in order, with what they point at', async () => {
    const text = inbound(1);
    await store.appendInbound([text]);
    const contactId = nextId();
    const event = { atMs: nowMs, contactId, messageId: null, inboundId: text.id, state: null };
    const [stop, other] = [
      { ...event, id: nextId(), kind: 'reply_stop' },
      { ...event, id: nextId(), kind: 'reply_other' },
    ] as const;
    expect(await store.lastEventSequence()).toBe(0);
    await store.appendEvents([stop, other]);
    const [told] = await store.readEvents(['reply_stop'], 0, 10);
    expect(told).toEqual({
      ...stop,
      sequence: told?.sequence,
      number: fictionNumber(1),
      text: 'STOP',
      to: '2345',
      campaign: null,
      state: null,
    });
    const last = await store.lastEventSequence();
    expect(
      (await store.readEvents(['reply_stop', 'reply_other'], told?.sequence ?? 0, 10)).map(({ id }) => id),
    ).toEqual([other.id]);
    expect(await store.readEvents(['reply_stop', 'reply_other'], last, 10)).toEqual([]);
  });

  test('a consumer keeps its position', async () => {
    expect(await store.readConsumer('trigger')).toBeNull();
    await store.writeConsumer('trigger', 5, nowMs);
    await store.writeConsumer('trigger', 9, nowMs);
    expect(await store.readConsumer('trigger')).toBe(9);
  });

  test('no event is passed over by a reader while writers commit at the same time', async () => {
    const append = (count: number) =>
      store.transaction(async (repositories) => {
        await repositories.appendEvents(
          Array.from({ length: count }, () => ({
            id: nextId(),
            kind: 'reply_help' as const,
            atMs: nowMs,
            contactId: null,
            messageId: null,
            inboundId: null,
            state: null,
          })),
        );
        await repositories.readSetting('none');
      });
    let position = 0;
    let seen = 0;
    const read = async () => {
      const events = await store.readEvents(['reply_help'], position, 1_000);
      seen += events.length;
      position = events.at(-1)?.sequence ?? position;
    };
    const writers = Promise.all(Array.from({ length: 20 }, (_, n) => append(1 + (n % 3))));
    for (let n = 0; n < 20; n += 1) await read();
    await writers;
    await read();
    expect(seen).toBe(Array.from({ length: 20 }, (_, n) => 1 + (n % 3)).reduce((sum, count) => sum + count));
  });

  test('nor while receipts and refusals are stored at the same time', async () => {
    const calls = 40;
    const perCall = 5;
    const lease = await leaseOf(store);
    const messages = Array.from({ length: calls * perCall }, (_, n) => message(n));
    await store.appendMessages(messages, nowMs);
    const { claimed } = await store.claimMessages(route, lease, messages.length, 30_000, nowMs);
    const groups = Array.from({ length: calls }, (_, n) => claimed.slice(n * perCall, (n + 1) * perCall));
    const delivered = groups.filter((_, n) => n % 2 === 0);
    const sent = delivered.flat().map(({ id, claim }) => ({ id, claim, state: 'submitted', partIds: [id] }) as const);
    await store.markSubmitted(route, sent, nowMs);
    const receiptOf = ({ id }: { id: string }) =>
      ({ route, partId: id, anyForm: false, state: 'delivered', errorCode: null, doneAtMs: nowMs }) as const;
    const refusalOf = ({ id, claim }: { id: string; claim: string }) =>
      ({ id, claim, state: 'rejected', status: 'x' }) as const;
    const writers = groups.map((group, n) =>
      n % 2 === 0
        ? store.markReceipts(group.map(receiptOf), nowMs)
        : store.markSubmitted(route, group.map(refusalOf), nowMs),
    );
    const seen: (string | null)[] = [];
    let position = 0;
    const read = async () => {
      const events = await store.readEvents(['delivery_report'], position, 1_000);
      seen.push(...events.map(({ messageId }) => messageId));
      position = events.at(-1)?.sequence ?? position;
    };
    let isWriting = true;
    const written = Promise.all(writers).then(() => (isWriting = false));
    while (isWriting) await read();
    await written;
    await read();
    expect(new Set(seen)).toEqual(new Set(messages.map(({ id }) => id)));
    expect(seen).toHaveLength(messages.length);
  });
});
