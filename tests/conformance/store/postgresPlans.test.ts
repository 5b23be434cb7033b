import { Client } from 'pg';
import type { ClaimedMessage } from '../../../engine/src/delivery/message';
import type { Lease } from '../../../engine/src/delivery/outboxStore';
import type { Store } from '../../../engine/src/store/store';
import { testPostgres } from '../../support/hasService';
import { claimNew, leaseOf, message, nowMs, route } from './fixtures';
import { schemaOf, stores, type StoreUnderTest } from './stores';

const sent = 3_000;
const batch = 400;
/** An entry is read for each version of a row that its index still holds, and by each of the statements of a verb. */
const mostEntriesEach = 16;

describe.each(stores.filter(([kind]) => kind === 'postgres'))('the outbox in %s, never analysed', (_kind, make) => {
  let data: StoreUnderTest;
  beforeEach(async () => {
    data = await make();
    const store = await data.open();
    const lease = await leaseOf(store);
    await keepForeign(store);
    await send(store, lease, sent, 'old');
    // The first claim after it clears away what the queue's index still holds of these.
    await send(store, lease, batch, 'next');
    await store.close();
  });
  afterEach(() => data.remove());

  const partsOf = (claimed: readonly ClaimedMessage[], name: string) =>
    claimed.map(({ id, claim }, n) => ({ id, claim, state: 'submitted' as const, partIds: [`${name}${n}`] }));

  async function send(store: Store, lease: Lease, count: number, name: string): Promise<void> {
    const messages = Array.from({ length: count }, (_, n) => message(n % 1_000));
    const claimed = await claimNew(store, lease, messages);
    await store.markSubmitted(route, partsOf(claimed, name), nowMs);
    const receipts = claimed.map((_, n) => ({
      route,
      partId: `${name}${n}`,
      anyForm: false,
      state: 'delivered' as const,
      errorCode: null,
      doneAtMs: nowMs,
    }));
    expect(await store.markReceipts(receipts, nowMs)).toMatchObject({ matched: count, unmatched: 0 });
  }

  /** Receipts of texts that another system sent over the account. */
  async function keepForeign(store: Store): Promise<void> {
    const receipts = Array.from({ length: sent }, (_, n) => ({
      ...{
        route,
        partId: `foreign${n}`,
        anyForm: false,
        state: 'delivered' as const,
        errorCode: null,
        doneAtMs: nowMs,
      },
    }));
    expect(await store.markReceipts(receipts, nowMs)).toMatchObject({ matched: 0, unmatched: sent });
  }

  /** Entries that indexes gave, and rows that were read without one, since the schema was made. */
  async function entriesRead(): Promise<number> {
    const client = new Client(testPostgres);
    await client.connect();
    const { rows } = await client.query<{ read: string }>(
      `SELECT (SELECT sum(idx_tup_read) FROM pg_stat_user_indexes WHERE schemaname = $1)
        + (SELECT sum(seq_tup_read) FROM pg_stat_user_tables WHERE schemaname = $1) AS read`,
      [schemaOf(data)],
    );
    await client.end();
    return Number(rows[0]?.read);
  }

  test('reads as much for a batch as the batch is long, however much was sent before', async () => {
    const before = await entriesRead();
    const store = await data.open();
    await send(store, await leaseOf(store), batch, 'new');
    await store.close();
    expect((await entriesRead()) - before).toBeLessThan(batch * mostEntriesEach);
  });

  test('reads no report of a campaign where a flow waits for a reply', async () => {
    const before = await entriesRead();
    const store = await data.open();
    expect(await store.readEvents(['reply_stop', 'reply_help'], 0, 100)).toEqual([]);
    await store.close();
    expect((await entriesRead()) - before).toBeLessThan(100);
  });
});
