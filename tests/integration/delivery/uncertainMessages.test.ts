import { createUncertainMessages, type UncertainMessages } from '../../../engine/src/delivery/uncertainMessages';
import type { NewMessage } from '../../../engine/src/delivery/message';
import { systemClock } from '../../../engine/src/shared/clock';
import type { Store } from '../../../engine/src/store/store';
import { claimNew, fictionNumber, leaseOf, message, nextId, numberKey, route } from '../../conformance/store/fixtures';
import { stores, type StoreUnderTest } from '../../conformance/store/stores';

describe.each(stores)('settling uncertain messages over %s', (_kind, make) => {
  let data: StoreUnderTest;
  let store: Store;
  let uncertain: UncertainMessages;
  let changes: number;

  beforeEach(async () => {
    data = await make();
    store = await data.open();
    changes = 0;
    const ids = { next: nextId };
    uncertain = createUncertainMessages(store, { clock: systemClock, ids, changed: () => (changes += 1) });
  });
  afterEach(() => data.remove());

  async function leave(count: number, change: Partial<NewMessage> = {}): Promise<string[]> {
    const lease = await leaseOf(store, 'process-a', systemClock.nowMs());
    const messages = Array.from({ length: count }, (_, n) => message(n % 1_000, change));
    const claimed = await claimNew(store, lease, messages);
    const records = claimed.map(({ id, claim }) => ({ id, claim, state: 'uncertain' }) as const);
    await store.markSubmitted(route, records, systemClock.nowMs());
    return claimed.map(({ id }) => id);
  }

  const reported = async () =>
    (await store.readEvents(['delivery_report'], 0, 10))
      .map(({ messageId, state }) => ({ messageId, state }))
      .filter(({ state }) => state !== 'uncertain');

  async function erase(n: number): Promise<void> {
    const number = fictionNumber(n);
    const subject = { contactId: null, number, numberKey: numberKey(number) };
    await store.transaction((repositories) => repositories.eraseSubject(subject, systemClock.nowMs()));
  }

  test('what failed or was sent by a person’s word is reported to flows; what was queued is not over', async () => {
    const [failed = '', sent = '', queued = ''] = await leave(3);
    await uncertain.settle(failed, 'failed');
    await uncertain.settle(sent, 'sent');
    await uncertain.settle(queued, 'queue');
    expect(await reported()).toEqual([
      { messageId: failed, state: 'undelivered' },
      { messageId: sent, state: 'submitted' },
    ]);
    expect(changes).toBe(3);
  });

  test('a campaign is settled whole, however long it is, and nothing else', async () => {
    const ids = await leave(1_100, { campaign: 'spring' });
    const [other = ''] = await leave(1, { campaign: 'other' });
    expect(await uncertain.settleCampaign('spring', 'sent')).toEqual({ settled: ids.length, left: 0 });
    expect(await uncertain.list(null, 10)).toMatchObject([{ id: other }]);
    expect(await uncertain.settleCampaign('spring', 'failed')).toEqual({ settled: 0, left: 0 });
    await expect(uncertain.settleCampaign('autumn', 'sent')).rejects.toMatchObject({ code: 'campaign_unknown' });
  });

  test('what an erased person was to get is never sent again', async () => {
    const [first = ''] = await leave(2, { campaign: 'spring' });
    await erase(0);
    await expect(uncertain.settle(first, 'queue')).rejects.toMatchObject({ code: 'message_emptied' });
    expect(await uncertain.settleCampaign('spring', 'queue')).toEqual({ settled: 1, left: 1 });
    expect(await uncertain.list('spring', 10)).toMatchObject([{ id: first, phoneEnding: null }]);
    await uncertain.settle(first, 'failed');
    expect(await uncertain.list('spring', 10)).toEqual([]);
  });
});
