import { createExplanations, type ExplanationStore } from '../../../engine/src/campaign/createExplanations';
import type { LedgerEntry } from '../../../engine/src/compliance/consent';
import type { Suppression } from '../../../engine/src/compliance/suppression';
import type { MessageRow } from '../../../engine/src/delivery/message';

const acceptedAtMs = Date.UTC(2026, 2, 1, 10);
const finalAtMs = Date.UTC(2026, 2, 2, 8);

const blocked: MessageRow = {
  id: 'm1',
  route: 'smpp:shop@smsc.example:2775',
  campaign: null,
  contactId: 'c1',
  number: '+447700900123',
  purpose: 'marketing',
  text: 'Sale',
  encoding: 'gsm7',
  segments: 1,
  state: 'blocked',
  reason: 'suppressed',
  consentEntryId: null,
  acceptedAtMs,
  submittedAtMs: null,
  finalAtMs,
  notBeforeMs: null,
  quietUntilMs: finalAtMs,
  ground: `consent PL/marketing/2024-11-10 ${Date.UTC(2026, 0, 5)}`,
  numberKey: 'k1',
  place: 'PL',
};

const withdrawal: LedgerEntry = {
  sequence: 2,
  id: 'e2',
  contactId: 'c1',
  purpose: 'marketing',
  act: 'withdraw',
  actedAtMs: Date.UTC(2026, 2, 1, 20),
  recordedAtMs: Date.UTC(2026, 2, 1, 20),
  body: null,
  commitment: '',
  previousHash: '',
  hash: '',
};

function explain(row: Partial<MessageRow>, found: { suppression?: Suppression; entries?: LedgerEntry[] } = {}) {
  const { suppression, entries = [] } = found;
  const store: ExplanationStore = {
    readMessages: () => Promise.resolve(new Map([['m1', { ...blocked, ...row }]])),
    readLedgerEntry: () => Promise.resolve(null),
    readLedgerOfContact: () => Promise.resolve(entries),
    readSuppressions: () => Promise.resolve(new Map(suppression === undefined ? [] : [['k1', suppression]])),
  };
  return createExplanations(store).explain('m1');
}

describe('a text that was accepted and then stopped', () => {
  it('names the STOP that came in between, and the quiet hours that it waited for', async () => {
    const suppression = { numberKey: 'k1', scope: 'marketing', reason: 'stop', sinceMs: withdrawal.actedAtMs } as const;
    const told = await explain({}, { suppression });
    expect(told.stoppedBy).toEqual({
      kind: 'suppression',
      what: 'stop',
      entryId: null,
      since: '2026-03-01T20:00:00.000Z',
    });
    expect(told.sentences).toEqual([
      'A marketing text was asked for at 2026-03-01T10:00:00.000Z.',
      'It was allowed, because the person had agreed on 2026-01-05.',
      'The rule that was applied is PL/marketing/2024-11-10: Prawo komunikacji elektronicznej art. 398(1), in force since 2024-11-10.',
      'It was held for quiet hours until 2026-03-02T08:00:00.000Z.',
      'Before it left, the person answered STOP at 2026-03-01T20:00:00.000Z: so it was stopped.',
      'It is blocked (suppressed) since 2026-03-02T08:00:00.000Z.',
    ]);
  });

  it('is held until its time, while it waits', async () => {
    const waiting = { state: 'held', reason: 'quiet_hours', notBeforeMs: finalAtMs, finalAtMs: null } as const;
    expect((await explain(waiting)).sentences.at(-1)).toBe('It is held (quiet_hours) until 2026-03-02T08:00:00.000Z.');
  });

  it('names the entry of a withdrawal; but no act that came later', async () => {
    const told = await explain({ reason: 'withdrawn' }, { entries: [withdrawal] });
    expect(told.stoppedBy).toMatchObject({ kind: 'ledger_entry', what: 'withdraw', entryId: 'e2' });
    const after = { ...withdrawal, recordedAtMs: finalAtMs + 1 };
    expect((await explain({ reason: 'withdrawn' }, { entries: [after] })).stoppedBy).toBeNull();
  });

  it('is explained as far as it can be after an erasure, and under a rule that is not known any more', async () => {
    const erased = { number: null, numberKey: null, contactId: null, text: null };
    expect(await explain(erased)).toMatchObject({ erased: true, stoppedBy: null, decision: { basis: 'consent' } });
    const told = await explain({ ground: 'consent XX/marketing/1999-01-01 0' });
    expect(told.sentences.join(' ')).toContain('XX/marketing/1999-01-01, which this version does not hold');
  });
});
