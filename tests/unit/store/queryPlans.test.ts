import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { createRepositories } from '../../../engine/src/store/repositories';
import { openDatabase } from '../../../engine/src/store/sqlite/sqliteDatabase';
import { IdSeries } from '../../../engine/src/store/sqlite/idSeries';
import { createSqliteOutbox } from '../../../engine/src/store/sqlite/sqliteOutbox';
import { createSqliteSession } from '../../../engine/src/store/sqlite/sqliteSession';
import { StatementCache } from '../../../engine/src/store/sqlite/statementCache';
import type { Repositories } from '../../../engine/src/store/store';
import {
  contactChange,
  fictionNumber,
  ledgerEntry,
  message,
  nextId,
  nowMs,
  numberKey,
  route,
} from '../../conformance/store/fixtures';

/** Calls every verb that a store full of messages must answer quickly. */
async function callVerbs(store: Repositories): Promise<void> {
  const id = nextId();
  const key = numberKey(fictionNumber(1));
  const lease = { name: route, owner: 'a', fence: 1, expiresAtMs: nowMs };
  await store.upsertContacts([contactChange(1, { groups: ['a'] })], nowMs);
  await store.readContactsByNumber([fictionNumber(1)]);
  await store.readContact(id);
  await store.readContactsByEmail('a@example.org');
  await store.lockLedgerHead();
  await store.appendLedger([ledgerEntry(1, id)]);
  await store.readLedger(0, 10);
  await store.readLedgerOfContact(id);
  await store.readLedgerEntry(id);
  await store.readWordingVersions('newsletter');
  await store.readConsentStates([id], 'marketing');
  await store.readSuppressions([key]);
  await store.removeSuppressions([key], 'all');
  await store.eraseSubject({ contactId: id, number: fictionNumber(1), numberKey: key }, nowMs);
  const subject = { contactId: id, number: null, numberKey: key };
  await store.answerRequestsOf(subject, ['access'], id, nowMs);
  await store.readRequests('open', 10);
  await store.readRequests('all', 10);
  await store.takeDueRequests(nowMs, nowMs);
  await store.readEachSuppression([key]);
  await store.readSuppressionPage({ numberKey: key, scope: 'all' }, 10);
  await store.claimNotices(10, 1_000, nowMs);
  await store.readNextNotice();
  await store.readNotices(10);
  await store.appendMessages([message(1, { deduplicationKey: 'a' }), message(1, { deduplicationKey: 'a' })], nowMs);
  await store.takeLease(route, 'a', 1_000, nowMs);
  await store.claimMessages(route, lease, 10, 1_000, nowMs);
  await store.markSubmitted(route, [{ id, claim: 'a', state: 'uncertain' }], nowMs);
  await store.markReceipts(
    [{ route, partId: 'p', anyForm: false, state: 'delivered', errorCode: null, doneAtMs: 1 }],
    nowMs,
  );
  await store.expireClaims(route, lease, false, nowMs);
  await store.giveBackClaims(route, lease, [], nowMs);
  await store.cancelMessages([id], nowMs);
  await store.readCampaignPage('spring', 0, 10);
  await store.readKeyHolders(['key:a']);
  await store.settleUncertain([id], 'queued', nowMs);
  await store.readMessages([id]);
  await store.countCampaign('spring');
  await store.readNextDue(route, nowMs);
  await store.countPending(route, nowMs);
  await store.readEvents(['reply_stop', 'delivery_report'], 0, 10);
  await store.lastEventSequence();
  const part = { route, textKey: 'long', part: 1, total: 2, from: fictionNumber(1), numberKey: key, to: '2345' };
  const whole = { ...part, text: 'Hello', content: 'Hello', contentHash: 'hash', receivedAtMs: nowMs };
  await store.appendInboundPart(whole);
  await store.readOverdueTexts(route, nowMs, 10, 10);
  await store.handOverParts({ ...whole, id, deduplicationKey: null }, await store.readInboundParts(route, 'long'));
  await store.forgetInboundParts(route, nowMs);
  await store.freeInboundKey(route, 'one', nowMs);
  await store.readUnhandledInbound(10);
  const inbound = { id, route, from: fictionNumber(1), numberKey: key, to: '2345', text: 'STOP', receivedAtMs: nowMs };
  await store.readUnhandledInbound(10, { ...inbound, deduplicationKey: 'a' });
  await store.findUnhandledInbound(route, 'a');
  await store.markInboundHandled(id, 'stop');
  await store.markInboundAnswered(id, id);
  await store.countAnswers(key, nowMs);
  await store.readFlaggedInbound(null, 10);
  await store.readFlaggedInbound(key, 10);
  await store.settleInbound(id, 'stop');
  await store.readOptInRequests(key, nowMs);
  await store.blankMessageTexts([id]);
  await store.readWithdrawalLink('token');
}

describe('query plans of the embedded store', () => {
  let folder: string;
  let database: DatabaseSync;
  const texts = new Set<string>();

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zgoda-plans-'));
    database = await openDatabase({ file: join(folder, 'zgoda.sqlite'), nowMs, readOnly: false });
    const prepare = database.prepare.bind(database);
    jest.spyOn(database, 'prepare').mockImplementation((text) => {
      texts.add(text);
      return prepare(text);
    });
    const statements = new StatementCache(database);
    const ids = new IdSeries();
    ids.startAt(nextId());
    const nothing = () => Promise.resolve();
    const store = createRepositories(createSqliteSession(statements), {
      ...createSqliteOutbox(statements, ids),
      compact: nothing,
      tidy: async () => false,
      readFileBytes: async () => 0,
      refuseChanges: nothing,
      lockLedger: nothing,
      lockEvents: nothing,
    });
    await callVerbs(store);
    jest.restoreAllMocks();
  });
  afterAll(async () => {
    database.close();
    await rm(folder, { recursive: true });
  });

  const planOf = (text: string): string[] =>
    database
      .prepare(`EXPLAIN QUERY PLAN ${text}`)
      .all()
      .map((row) => String(row['detail']));

  /** A limited read in the order of an index stops early. */
  const readsTable = (text: string): boolean => {
    const plan = planOf(text);
    const stopsEarly = text.endsWith('limit ?') && !plan.some((step) => step.includes('TEMP B-TREE'));
    const ofFewRows = /json_each|CONSTANT ROW|priorities|blocks|unfinished|subquery|found/;
    return !stopsEarly && plan.some((step) => step.startsWith('SCAN') && !ofFewRows.test(step));
  };

  test('no statement reads a whole table', () => {
    expect(texts.size).toBeGreaterThan(40);
    expect([...texts].filter(readsTable)).toEqual([]);
  });

  test('a page of events is a short range of each kind, however many others lie between', () => {
    const read = [...texts].find((text) => text.includes('from events')) ?? '';
    const steps = planOf(read).filter((step) => /^(SCAN|SEARCH) events?\b/.test(step));
    expect(steps).toEqual([
      'SEARCH events USING COVERING INDEX events_by_kind (kind=? AND sequence>?)',
      'SEARCH events USING COVERING INDEX events_by_kind (kind=? AND sequence>?)',
      'SEARCH event USING INTEGER PRIMARY KEY (rowid=?)',
    ]);
  });

  test('the messages of a person are found in each block, by contact and by number', () => {
    const finds = [...texts].filter((text) => text.includes('(sequence / 16384) in'));
    expect(finds.length).toBeGreaterThanOrEqual(2);
    for (const text of finds) {
      expect(planOf(text)).toEqual(
        expect.arrayContaining([
          'SEARCH messages USING INDEX messages_by_contact (<expr>=? AND contact_id=?)',
          'SEARCH messages USING INDEX messages_by_number_key (<expr>=? AND number_key=?)',
        ]),
      );
    }
  });

  test('a claim takes the queue in the order of its index, without sorting', () => {
    const claim = [...texts].find((text) => text.includes("d.state = 'queued'")) ?? '';
    const plan = planOf(claim);
    expect(plan[0]).toContain('INDEX deliveries_queued (route=?)');
    expect(plan.filter((step) => step.includes('TEMP B-TREE'))).toEqual([]);
  });
});
