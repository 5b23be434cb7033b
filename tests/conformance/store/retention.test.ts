import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultPolicy, startRetention, type RetentionRunner } from '../../../engine/src/compliance/retention';
import type { PurgeRule } from '../../../engine/src/compliance/retentionStore';
import { silentLog } from '../../../engine/src/shared/log';
import { openStore } from '../../../engine/src/store/openStore';
import type { Store } from '../../../engine/src/store/store';
import { createManualClock } from '../../support/manualClock';
import { claimNew, fictionNumber, leaseOf, message, nextId, nowMs, numberKey, route } from './fixtures';
import { ports, stores, type StoreUnderTest } from './stores';

const dayMs = 24 * 3_600_000;

describe.each(stores)('what is purged from %s', (_kind, make) => {
  let data: StoreUnderTest;
  let store: Store;
  beforeEach(async () => {
    data = await make();
    store = await data.open();
  });
  afterEach(() => data.remove());

  /** Purges in steps of `limit` until nothing more is old enough. */
  const purgeAll = async (rule: PurgeRule, beforeMs: number, limit = 3) => {
    let purged = 0;
    for (;;) {
      const step = await store.purge(rule, beforeMs, limit, nowMs);
      purged += step.purged;
      if (step.done) return purged;
    }
  };
  const rowsOf = async (ids: readonly string[]) => {
    const found = await store.readMessages(ids);
    return ids.map((id) => found.get(id));
  };

  test('texts and numbers of old messages; rows, states and counts stay', async () => {
    const lease = await leaseOf(store);
    const old = Array.from({ length: 8 }, (_, n) => message(n, { campaign: 'spring' }));
    const claimed = await claimNew(store, lease, old);
    const records = claimed.map(({ id, claim }) => ({ id, claim, state: 'submitted' as const, partIds: [`p-${id}`] }));
    await store.markSubmitted(route, records, nowMs);
    const fresh = message(20, { campaign: 'spring' });
    await store.appendMessages([fresh], nowMs + 5 * dayMs);
    const before = await store.countCampaign('spring');

    expect(await purgeAll('messages', nowMs + dayMs)).toBe(8);
    expect(await rowsOf(old.map(({ id }) => id))).toEqual(
      old.map(({ id }) => expect.objectContaining({ id, text: null, number: null, state: 'submitted', segments: 1 })),
    );
    expect((await rowsOf([fresh.id]))[0]).toMatchObject({ text: fresh.text, number: fresh.number });
    expect(await store.countCampaign('spring')).toEqual(before);
    expect(await purgeAll('messages', nowMs + dayMs)).toBe(0);
    expect(await purgeAll('messages', nowMs + 6 * dayMs)).toBe(0);
    await store.cancelMessages([fresh.id], nowMs + 7 * dayMs);
    expect(await purgeAll('messages', nowMs + 6 * dayMs)).toBe(1);
  });

  test('a message that waits keeps its text until it has gone, however old it is', async () => {
    const waiting = message(1, { state: 'held', notBeforeMs: nowMs + 400 * dayMs });
    const [claimed] = await claimNew(store, await leaseOf(store), [message(2)]);
    const gone = message(3, { state: 'blocked', reason: 'no_consent' });
    await store.appendMessages([waiting, gone], nowMs);
    expect(await purgeAll('messages', nowMs + dayMs, 1)).toBe(1);
    expect(await rowsOf([waiting.id, claimed?.id ?? '', gone.id])).toMatchObject([
      { text: waiting.text },
      { text: claimed?.text },
      { text: null, number: null },
    ]);
    await store.cancelMessages([waiting.id], nowMs + 2 * dayMs);
    expect(await purgeAll('messages', nowMs + dayMs, 1)).toBe(1);
    expect((await rowsOf([waiting.id]))[0]).toMatchObject({ text: null, state: 'cancelled' });
  });

  test('texts of handled replies', async () => {
    const reply = (n: number, receivedAtMs: number) => ({
      ...{ id: nextId(), route, from: fictionNumber(n), numberKey: numberKey(fictionNumber(n)), to: '2345' },
      ...{ text: `Yes ${n}`, receivedAtMs, deduplicationKey: `d${n}` },
    });
    const replies = [reply(1, nowMs), reply(2, nowMs), reply(3, nowMs + 9 * dayMs)];
    await store.appendInbound(replies);
    expect(await purgeAll('replies', nowMs + dayMs)).toBe(0);
    for (const { id } of replies) await store.markInboundHandled(id, 'other');
    expect(await purgeAll('replies', nowMs + dayMs, 1)).toBe(2);
    expect(await store.readHoldings()).toMatchObject({
      replies: { rows: 3, oldestMs: nowMs },
      replyTexts: { rows: 1, oldestMs: nowMs + 9 * dayMs },
    });
  });

  test('old events, read or not, and consumers that nobody uses', async () => {
    const event = (atMs: number) => ({
      ...{
        id: nextId(),
        kind: 'reply_other' as const,
        atMs,
        contactId: null,
        messageId: null,
        inboundId: null,
        state: null,
      },
    });
    await store.appendEvents([event(nowMs), event(nowMs), event(nowMs + 1), event(nowMs + 9 * dayMs)]);
    await store.writeConsumer('left behind', 1, nowMs);
    await store.writeConsumer('in use', 2, nowMs + 9 * dayMs);
    expect(await purgeAll('events', nowMs + dayMs, 2)).toBe(4);
    expect((await store.readEvents(['reply_other'], 0, 10)).map(({ atMs }) => atMs)).toEqual([nowMs + 9 * dayMs]);
    expect([await store.readConsumer('left behind'), await store.readConsumer('in use')]).toEqual([null, 2]);

    await purgeAll('events', nowMs + 10 * dayMs);
    await store.appendEvents([event(nowMs)]);
    expect(await store.lastEventSequence()).toBe(5);
  });

  test('ids of segments whose message has not changed for long, and receipts that no message came for', async () => {
    const lease = await leaseOf(store);
    const claimed = await claimNew(
      store,
      lease,
      [1, 2, 3, 4, 5].map((n) => message(n)),
    );
    const records = claimed.map(({ id, claim }, n) => ({
      id,
      claim,
      state: 'submitted' as const,
      partIds: [`part-${n}`],
    }));
    const receipt = (partId: string, doneAtMs: number) => ({
      ...{ route, partId, anyForm: false, state: 'delivered' as const, errorCode: null, doneAtMs },
    });
    await store.markSubmitted(route, records, nowMs);
    await store.markReceipts([receipt('part-0', 1), receipt('unknown', 1)], nowMs + 5 * dayMs);
    expect(await purgeAll('receipts', nowMs + dayMs, 2)).toBe(4);
    expect(await store.readHoldings()).toMatchObject({ receipts: { rows: 1 } });
    expect(await purgeAll('receipts', nowMs + 6 * dayMs, 2)).toBe(2);
    expect(await store.markReceipts([receipt('part-3', 1)], nowMs + 7 * dayMs)).toMatchObject({
      matched: 0,
      unmatched: 1,
    });
  });

  test('requests to confirm a sign-up that ended', async () => {
    const request = (expiresAtMs: number) => ({
      ...{ id: nextId(), contactId: nextId(), numberKey: 'key', purpose: 'marketing' as const, codeHash: null },
      ...{ confirmBy: 'reply' as const, messageId: nextId(), requestEntryId: nextId(), confirmEntryId: null },
      ...{ state: 'pending' as const, wrongTries: 0, requestedAtMs: expiresAtMs - dayMs, expiresAtMs },
    });
    const requests = [nowMs, nowMs + 1, nowMs + 9 * dayMs].map(request);
    await store.writeOptInRequests(requests);
    expect(await purgeAll('signUps', nowMs + dayMs, 1)).toBe(2);
    expect((await store.readOptInRequests('key', 0)).map(({ id }) => id)).toEqual([requests[2]?.id]);
  });

  describe('by itself', () => {
    const unset = {
      messages: undefined,
      replies: undefined,
      events: undefined,
      receipts: undefined,
      signUps: undefined,
    };
    const runners: RetentionRunner[] = [];
    const start = (startMs: number, configured: Partial<Record<keyof typeof unset, number>> = {}, owner = 'one') => {
      const clock = createManualClock(startMs);
      const runner = startRetention({
        ...{ store, clock, log: silentLog, owner },
        configured: { ...unset, ...configured },
      });
      runners.push(runner);
      return { clock, runner };
    };
    /** Moves the clock on while `work` waits for it. */
    const drive = async <T>({ clock }: ReturnType<typeof start>, work: Promise<T>): Promise<T> => {
      let isDone = false;
      const settled = work.finally(() => {
        isDone = true;
      });
      while (!isDone) {
        clock.advance(20);
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
      return settled;
    };
    const lineOf = async ({ runner }: ReturnType<typeof start>, category: string) =>
      (await runner.report()).lines.find((each) => each.category === category);
    /** Waits until a run has been noted at or after a time of the runner's clock. */
    const ranAfter = async (of: ReturnType<typeof start>, afterMs: number) => {
      const noted = async (): Promise<void> => {
        const last = (await lineOf(of, 'receipts'))?.last;
        if (Date.parse(last?.ranAt ?? '') >= afterMs) return;
        await new Promise((resolve) => setTimeout(resolve, 5));
        return noted();
      };
      await drive(of, noted());
    };
    const texts = async () => (await store.readHoldings()).texts.rows;
    const sendOld = async () => {
      await store.appendMessages(
        Array.from({ length: 1_200 }, (_, n) => message(n, { state: 'blocked', reason: 'no_consent', id: nextId() })),
        nowMs,
      );
    };
    afterEach(() => Promise.all(runners.splice(0).map((runner) => runner.close())));

    test('it begins shortly after the start, comes back every hour, and reports what it did', async () => {
      await sendOld();
      const started = start(nowMs + 89 * dayMs);
      started.clock.advance(10_000);
      await ranAfter(started, nowMs + 89 * dayMs);
      expect(await lineOf(started, 'texts')).toMatchObject({
        rows: 1_200,
        keepDays: 90,
        last: { purgedAt: null, purgedInAll: 0 },
      });
      started.clock.advance(2 * dayMs);
      await ranAfter(started, nowMs + 91 * dayMs);
      expect(await texts()).toBe(0);
      expect(await lineOf(started, 'texts')).toMatchObject({
        rule: 'messages',
        oldest: null,
        last: { purged: 1_200, purgedInAll: 1_200 },
      });
      expect(await lineOf(started, 'messages')).toMatchObject({ rows: 1_200, keepDays: null, rule: null });
    });

    test('one process at a time', async () => {
      await sendOld();
      const lease = await store.takeLease('retention', 'another', 60_000, nowMs + 100 * dayMs);
      const started = start(nowMs + 100 * dayMs);
      expect(await started.runner.purge()).toBeNull();
      expect(await texts()).toBe(1_200);
      if (lease !== null) await store.releaseLease(lease);
      const both = Promise.all([started.runner.purge(), started.runner.purge()]);
      const [one, other] = await drive(started, both);
      expect(one).toMatchObject({ messages: 1_200, events: 0 });
      expect(other).toBe(one);
    });

    test('closing ends it between two steps', async () => {
      await sendOld();
      const { runner } = start(nowMs + 100 * dayMs);
      const purging = runner.purge();
      await runner.close();
      expect((await purging)?.messages).toBeLessThan(1_200);
      expect(await texts()).toBeGreaterThan(0);
    });

    test('what the configuration sets holds for every process of the store; 0 keeps', async () => {
      const set = start(nowMs, { messages: 0, events: 7 });
      await set.runner.report();
      const other = start(nowMs);
      const days = Object.fromEntries(
        (await other.runner.report()).lines.map(({ category, keepDays }) => [category, keepDays]),
      );
      expect(days).toMatchObject({ texts: null, events: 7, replyTexts: defaultPolicy.replies, contacts: null });
    });
  });
});

test('no byte of a purged text is left in the files of an embedded store', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'zgoda-purged-'));
  const store = await openStore({ kind: 'sqlite', folder }, ports);
  const text = 'Zażółć gęślą jaźń, kod 4242';
  const number = fictionNumber(5);
  const sent = message(5, { text, state: 'blocked', reason: 'no_consent' });
  await store.appendMessages([sent], nowMs);
  const heldIn = async () => {
    const files = (await readdir(folder)).filter((name) => name.startsWith('zgoda.sqlite'));
    const bytes = Buffer.concat(await Promise.all(files.map((name) => readFile(join(folder, name)))));
    return [text, number].filter(
      (each) =>
        bytes.includes(each) ||
        bytes.includes(Buffer.from(each, 'utf16le')) ||
        bytes.includes(Buffer.from(each, 'latin1')),
    );
  };
  expect(await heldIn()).toEqual([text, number]);
  await store.purge('messages', nowMs + dayMs, 10, nowMs);
  await store.compact();
  expect(await heldIn()).toEqual([]);
  await store.close();
  await rm(folder, { recursive: true });
});
