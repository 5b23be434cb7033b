import { Client } from 'pg';
import type { NewMessage } from '../../../engine/src/delivery/message';
import type { Store } from '../../../engine/src/store/store';
import { testPostgres } from '../../support/hasService';
import { contactChange, fictionNumber, message, nextId, nowMs, numberKey, subject } from './fixtures';
import { schemaOf, stores, testOnly, type StoreUnderTest } from './stores';

/** More than a block of the outbox holds. */
const others = 17_000;
const batch = 1_000;

/** Never sent, so that each is one insert. */
const messageOf = (n: number, contactId: string | null): NewMessage =>
  message(n, { contactId, state: 'blocked', reason: 'suppressed' });

describe.each(stores)('the messages of one person among many in %s', (kind, make) => {
  let data: StoreUnderTest;
  let store: Store;
  beforeEach(async () => {
    data = await make();
    store = await data.open();
  });
  afterEach(() => data.remove());

  async function appendOthers(contactId: string): Promise<void> {
    for (let appended = 0; appended < others; appended += batch) {
      await store.appendMessages(
        Array.from({ length: batch }, (_, n) => messageOf(2, n % 2 === 0 ? contactId : null)),
        nowMs,
      );
    }
  }

  /** Until another session waits for a row that this one holds. */
  async function untilWaiting(holder: Client): Promise<void> {
    for (;;) {
      const { rowCount } = await holder.query(
        'SELECT 1 FROM pg_stat_activity WHERE pg_backend_pid() = ANY (pg_blocking_pids(pid))',
      );
      if (rowCount === 1) return;
    }
  }

  test('are shown and erased wherever they lie in the outbox, and no other', async () => {
    const [ann, bob] = (await store.upsertContacts([contactChange(1), contactChange(2)], nowMs)).map(
      ({ contact }) => contact.id,
    ) as [string, string];
    const first = [messageOf(1, ann), messageOf(1, null)];
    const last = [messageOf(1, ann), messageOf(1, null)];
    await store.appendMessages(first, nowMs);
    await appendOthers(bob);
    await store.appendMessages(last, nowMs);

    const shown = (await store.readSubject(subject(1, ann))).messages.map(({ id }) => id);
    expect(shown.sort()).toEqual([...first, ...last].map(({ id }) => id).sort());

    expect((await store.eraseSubject(subject(1, ann), nowMs)).rows.messages).toBe(4);
    expect((await store.readSubject(subject(1, ann))).messages).toEqual([]);
    expect((await store.readSubject(subject(2, bob))).messages).toHaveLength(others);
  });

  test('are none in an empty outbox', async () => {
    const nobody = { contactId: nextId(), number: null, numberKey: numberKey(fictionNumber(1)) };
    expect((await store.readSubject(nobody)).messages).toEqual([]);
    expect(await store.eraseSubject(nobody, nowMs)).toEqual({ rows: {}, cancelledMessages: [] });
  });

  testOnly('postgres', kind)('are erased too where they come into a block that is begun meanwhile', async () => {
    const [contact] = await store.upsertContacts([contactChange(1)], nowMs);
    const id = contact?.contact.id ?? '';
    const [waiting, late] = [message(1, { contactId: id }), messageOf(1, id)];
    await store.appendMessages([waiting], nowMs);
    const schema = schemaOf(data);
    const other = new Client(testPostgres);
    await other.connect();
    try {
      // Keeps the erasure where it cancels what waits.
      await other.query(`BEGIN; SELECT 1 FROM ${schema}.deliveries FOR UPDATE`);
      const erasing = store.eraseSubject(subject(1, id), nowMs);
      await untilWaiting(other);
      // Keys that are taken use sequences up.
      await other.query(`SELECT setval(pg_get_serial_sequence('${schema}.messages', 'sequence'), 100000)`);
      await store.appendMessages([late], nowMs);
      await other.query('COMMIT');
      expect((await erasing).rows.messages).toBe(2);
    } finally {
      await other.end();
    }
    expect((await store.readMessages([late.id])).get(late.id)).toMatchObject({ number: null, text: null });
  });
});
