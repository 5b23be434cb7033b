import type { InboundPart } from '../../../engine/src/delivery/inboundPartStore';
import type { InboundMessage } from '../../../engine/src/delivery/inboundStore';
import type { Store } from '../../../engine/src/store/store';
import { contactChange, fictionNumber, nextId, nowMs, numberKey, route, subject } from './fixtures';
import { stores, type StoreUnderTest } from './stores';

const part = (number: number, change: Partial<InboundPart> = {}): InboundPart => ({
  route,
  textKey: 'one',
  part: number,
  total: 3,
  from: fictionNumber(1),
  numberKey: numberKey(fictionNumber(1)),
  to: '2345',
  text: `text ${number}`,
  content: `content ${number}`,
  contentHash: `hash ${number}`,
  receivedAtMs: nowMs + number,
  ...change,
});

const whole = (change: Partial<InboundMessage> = {}): InboundMessage => ({
  id: nextId(),
  route,
  from: fictionNumber(1),
  numberKey: numberKey(fictionNumber(1)),
  to: '2345',
  text: 'all of it',
  receivedAtMs: nowMs,
  deduplicationKey: null,
  ...change,
});

describe.each(stores)('parts of long texts in %s', (_kind, make) => {
  let data: StoreUnderTest;
  let store: Store;
  beforeEach(async () => {
    data = await make();
    store = await data.open();
  });
  afterEach(() => data.remove());

  const append = async (...parts: InboundPart[]): Promise<void> => {
    for (const each of parts) await store.appendInboundPart(each);
  };
  const waiting = async (textKey = 'one') => (await store.readInboundParts(route, textKey)).map(({ part: at }) => at);

  test('wait in order, each text of each route for itself, and survive a restart', async () => {
    await append(part(3), part(1), part(2, { textKey: 'two' }), part(2, { route: 'other' }));
    await store.close();
    store = await data.open();
    expect(await store.readInboundParts(route, 'one')).toEqual([part(1), part(3)]);
    expect(await waiting('two')).toEqual([2]);
  });

  test('one that comes again stands; another one at its place takes it', async () => {
    await append(part(1), part(1, { receivedAtMs: nowMs + 50 }));
    expect(await store.readInboundParts(route, 'one')).toEqual([part(1)]);
    const other = part(1, { content: 'other', contentHash: 'other', text: '\0other', receivedAtMs: nowMs + 60 });
    await append(other);
    expect(await store.readInboundParts(route, 'one')).toMatchObject([{ content: 'other', receivedAtMs: nowMs + 60 }]);
  });

  test('are handed over once, with their text, and leave nothing that was said', async () => {
    const parts = [part(1), part(2), part(3)];
    await append(...parts);
    const message = whole();
    expect(await store.handOverParts(message, parts)).toBe(true);
    expect(await store.handOverParts(whole(), parts)).toBe(false);
    expect(await store.readUnhandledInbound(10)).toEqual([message]);
    expect(await waiting()).toEqual([]);
    const { inbound_parts: left } = await store.readSubject(subject(1));
    expect(left).toHaveLength(3);
    expect(left).toMatchObject([1, 2, 3].map(() => ({ from_number: null, text: null })));
  });

  test('are not handed over where others wait than was thought', async () => {
    const parts = [part(1), part(2)];
    await append(...parts, part(3));
    expect(await store.handOverParts(whole(), parts)).toBe(false);
    const changed = [part(1), part(2), part(3, { contentHash: 'other' })];
    expect(await store.handOverParts(whole(), changed)).toBe(false);
    expect(await waiting()).toEqual([1, 2, 3]);
    expect(await store.readUnhandledInbound(10)).toEqual([]);
  });

  test('of one that was handed over are known again until they are forgotten; a new text may use their key', async () => {
    await append(part(1), part(2));
    await store.handOverParts(whole(), [part(1), part(2)]);
    await append(part(2));
    expect(await waiting()).toEqual([]);
    await append(part(2, { content: 'new', contentHash: 'new' }));
    expect(await waiting()).toEqual([2]);
    await store.forgetInboundParts(route, nowMs + 1);
    await append(part(1));
    expect(await waiting()).toEqual([2]);
    await store.forgetInboundParts(route, nowMs + 2);
    await append(part(1));
    expect(await waiting()).toEqual([1, 2]);
  });

  test('are overdue after the last one, and the oldest where there are too many', async () => {
    const text = (textKey: string, ...numbers: number[]) => numbers.map((number) => part(number, { textKey }));
    await append(...text('a', 1, 9), ...text('b', 2, 5), ...text('c', 3), ...text('d', 4));
    await append(part(1, { textKey: 'elsewhere', route: 'other' }));
    const overdue = (beforeMs: number, most: number, limit = 10) =>
      store.readOverdueTexts(route, beforeMs, most, limit);
    expect(await overdue(nowMs + 2, 10)).toEqual([]);
    expect(await overdue(nowMs + 4, 10)).toEqual(['c', 'd']);
    expect(await overdue(nowMs + 5, 10)).toEqual(['c', 'd', 'b']);
    expect(await overdue(nowMs, 1)).toEqual(['c', 'd', 'b']);
    expect(await overdue(nowMs, 1, 2)).toEqual(['c', 'd']);
    await store.handOverParts(whole(), text('c', 3));
    expect(await overdue(nowMs + 4, 10)).toEqual(['d']);
  });

  test('are exported as they read, and erased with their person', async () => {
    await store.upsertContacts([contactChange(1)], nowMs);
    await append(part(1), part(2, { numberKey: numberKey(fictionNumber(2)), from: fictionNumber(2) }));
    expect((await store.readSubject(subject(1))).inbound_parts).toMatchObject([
      { from_number: fictionNumber(1), text: 'text 1', part: 1, total: 3 },
    ]);
    expect((await store.eraseSubject(subject(1), nowMs)).rows).toMatchObject({ inbound_parts: 1 });
    expect(await waiting()).toEqual([2]);
  });

  test('that nobody handed over go with the replies of their age', async () => {
    await append(part(1), part(2));
    expect(await store.purge('replies', nowMs + 2, 10, nowMs)).toEqual({ purged: 1, done: true });
    expect(await waiting()).toEqual([2]);
  });

  test('two processes that have all parts at once hand them over once', async () => {
    const other = await data.open();
    for (let round = 0; round < 20; round += 1) {
      const textKey = `text ${round}`;
      const parts = [part(1, { textKey }), part(2, { textKey })] as const;
      await Promise.all([store.appendInboundPart(parts[0]), other.appendInboundPart(parts[1])]);
      const handed = await Promise.all([store, other].map((each) => each.handOverParts(whole(), parts)));
      expect(handed.sort()).toEqual([false, true]);
    }
    expect(await store.readUnhandledInbound(100)).toHaveLength(20);
  });
});
