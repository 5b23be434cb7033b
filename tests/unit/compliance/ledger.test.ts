import type { ConsentRecord, LedgerEntry } from '../../../engine/src/compliance/consent';
import { appendToLedger, readLedgerBody, verifyLedger } from '../../../engine/src/compliance/ledger';
import { createMemoryStore, testPorts } from '../../support/compliance/memoryStore';

const record = (contactId: string, wording: string | null = 'I agree to offers by SMS.'): ConsentRecord => ({
  contactId,
  purpose: 'marketing',
  act: 'grant',
  actedAtMs: Date.UTC(2026, 0, 2),
  proof: {
    wording,
    wordingVersion: '1',
    method: 'form',
    source: 'https://shop.example',
    operator: null,
    ipAddress: null,
    userAgent: null,
    locale: 'en',
    guardian: null,
  },
});

/** A ledger of seven entries in three appends; `change` then tampers with it. */
async function verifyAfter(change: (entries: LedgerEntry[]) => void) {
  const store = createMemoryStore();
  const ports = testPorts();
  await appendToLedger(store, [record('a'), record('b'), record('c')], ports);
  await appendToLedger(store, [record('a', null)], ports);
  await appendToLedger(store, [record('b'), record('d'), record('e')], ports);
  change(store.ledger);
  return verifyLedger((after) => store.readLedger(after, 2));
}

const edit = (entries: LedgerEntry[], at: number, changed: Partial<LedgerEntry>): void => {
  entries[at] = { ...(entries[at] as LedgerEntry), ...changed };
};

describe('the ledger', () => {
  it('chains entries over several appends and verifies', async () => {
    let head = '';
    const report = await verifyAfter((entries) => {
      head = entries.at(-1)?.hash ?? '';
      expect(entries.map((entry) => entry.sequence)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    });
    expect(report).toEqual({ entries: 7, ok: true, firstBad: null, head });
  });

  it('verifies an empty ledger', async () => {
    expect(await verifyLedger(() => Promise.resolve([]))).toEqual({ entries: 0, ok: true, firstBad: null, head: null });
  });

  it('keeps the exact wording with its hash', async () => {
    const store = createMemoryStore();
    const [entry] = await appendToLedger(store, [record('a', 'Zgadzam się.')], testPorts());
    expect(readLedgerBody(entry as LedgerEntry)).toMatchObject({
      proof: { wording: 'Zgadzam się.' },
      wordingSha256: 'fcc0c68eeb0e8f68c8bd5cfd1ef19612dcf958c889e84e607a7d12dea6c6008e',
    });
  });

  it('commits the same record to different hashes, so that nobody can guess it back', async () => {
    const store = createMemoryStore();
    const [first, second] = await appendToLedger(store, [record('a'), record('a')], testPorts());
    expect(first?.commitment).not.toBe(second?.commitment);
  });

  it('still verifies after a person is blanked', async () => {
    const report = await verifyAfter((entries) => {
      edit(entries, 0, { body: null, contactId: null });
      edit(entries, 3, { body: null, contactId: null });
    });
    expect(report).toMatchObject({ entries: 7, ok: true });
  });

  it.each<[string, (entries: LedgerEntry[]) => void, number, string]>([
    ['a changed act', (entries) => edit(entries, 2, { act: 'withdraw' }), 3, 'changed'],
    ['a changed purpose', (entries) => edit(entries, 2, { purpose: 'service' }), 3, 'changed'],
    ['a changed time', (entries) => edit(entries, 2, { actedAtMs: 1 }), 3, 'changed'],
    ['a changed recording time', (entries) => edit(entries, 2, { recordedAtMs: 1 }), 3, 'changed'],
    ['a changed id', (entries) => edit(entries, 2, { id: 'x' }), 3, 'changed'],
    ['a changed proof', (entries) => edit(entries, 2, { body: '{}' }), 3, 'proof was changed'],
    ['an entry given to another person', (entries) => edit(entries, 2, { contactId: 'z' }), 3, 'differs'],
    ['a proof blanked without an erasure', (entries) => edit(entries, 2, { body: null }), 3, 'proof is missing'],
    ['a missing first entry', (entries) => void entries.splice(0, 1), 2, 'entry 1 before it is missing'],
    ['a missing entry', (entries) => void entries.splice(4, 1), 6, 'entry 5 before it is missing'],
    [
      'two entries swapped with their sequences',
      (entries) => {
        const [third, fourth] = [entries[2], entries[3]] as [LedgerEntry, LedgerEntry];
        entries[2] = { ...fourth, sequence: 3 };
        entries[3] = { ...third, sequence: 4 };
      },
      3,
      'does not follow',
    ],
    [
      'a removed entry with the rest renumbered',
      (entries) => {
        entries.splice(3, 1);
        for (let at = 3; at < entries.length; at += 1) edit(entries, at, { sequence: at + 1 });
      },
      4,
      'does not follow',
    ],
  ])('finds %s and names it', async (_what, change, sequence, problem) => {
    const report = await verifyAfter(change);
    expect(report).toMatchObject({ ok: false, firstBad: { sequence, problem: expect.stringContaining(problem) } });
  });
});
