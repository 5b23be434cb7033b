import type { Selectable } from 'kysely';
import type { ConsentState, LedgerEntry, LedgerStore } from '../../compliance/consent';
import type { ConsentStatesTable, LedgerTable } from '../schema';
import type { Session } from '../session';

const entryColumns = [
  'sequence',
  'id',
  'contact_id',
  'purpose',
  'act',
  'acted_at_ms',
  'recorded_at_ms',
  'body',
  'commitment',
  'previous_hash',
  'hash',
] as const;

/** What `toState` needs. */
export const stateColumns = ['contact_id', 'purpose', 'state', 'by_guardian', 'entry_id', 'since_ms'] as const;

/** The ledger over one session. `lockLedger` waits until no other transaction appends. */
export function createLedgerQueries(session: Session, lockLedger: () => Promise<void>): LedgerStore {
  const entries = () => session.db.selectFrom('ledger').selectAll().orderBy('sequence');

  return {
    async lockLedgerHead() {
      await lockLedger();
      const [head] = await session.rows(
        session.db.selectFrom('ledger').select(['sequence', 'hash']).orderBy('sequence', 'desc').limit(1),
      );
      return head ?? null;
    },

    async appendLedger(appended) {
      await session.insert('ledger', appended.map(toEntryRow), entryColumns);
    },

    async readLedger(afterSequence, limit) {
      const rows = await session.rows(entries().where('sequence', '>', afterSequence).limit(limit));
      return rows.map(toEntry);
    },

    async readLedgerEntry(id) {
      const [row] = await session.rows(entries().where('id', '=', id));
      return row === undefined ? null : toEntry(row);
    },

    async readLedgerOfContact(contactId) {
      return (await session.rows(entries().where('contact_id', '=', contactId))).map(toEntry);
    },

    async writeConsentStates(states) {
      await session.insert('consent_states', lastOfEach(states).map(toStateRow), stateColumns, {
        key: ['contact_id', 'purpose'],
        overwrite: ['state', 'by_guardian', 'entry_id', 'since_ms'],
      });
    },

    async readConsentStates(contactIds, purpose) {
      const rows = await session.rows(
        session.db
          .selectFrom('consent_states')
          .selectAll()
          .where(session.among('contact_id', contactIds))
          .where('purpose', '=', purpose),
      );
      return new Map(rows.map((row) => [row.contact_id, toState(row)]));
    },
  };
}

/** PostgreSQL refuses to overwrite one row twice in one statement; the later state counts. */
function lastOfEach(states: readonly ConsentState[]): ConsentState[] {
  return [...new Map(states.map((state) => [`${state.contactId} ${state.purpose}`, state])).values()];
}

function toEntryRow(entry: LedgerEntry): Selectable<LedgerTable> {
  return {
    sequence: entry.sequence,
    id: entry.id,
    contact_id: entry.contactId,
    purpose: entry.purpose,
    act: entry.act,
    acted_at_ms: entry.actedAtMs,
    recorded_at_ms: entry.recordedAtMs,
    body: entry.body,
    commitment: entry.commitment,
    previous_hash: entry.previousHash,
    hash: entry.hash,
  };
}

function toEntry(row: Selectable<LedgerTable>): LedgerEntry {
  return {
    sequence: row.sequence,
    id: row.id,
    contactId: row.contact_id,
    purpose: row.purpose,
    act: row.act,
    actedAtMs: row.acted_at_ms,
    recordedAtMs: row.recorded_at_ms,
    body: row.body,
    commitment: row.commitment,
    previousHash: row.previous_hash,
    hash: row.hash,
  };
}

function toStateRow(state: ConsentState): Selectable<ConsentStatesTable> {
  return {
    contact_id: state.contactId,
    purpose: state.purpose,
    state: state.state,
    by_guardian: state.byGuardian ? 1 : 0,
    entry_id: state.entryId,
    since_ms: state.sinceMs,
  };
}

/** A consent as the domain has it. */
export function toState(row: Selectable<ConsentStatesTable>): ConsentState {
  return {
    contactId: row.contact_id,
    purpose: row.purpose,
    state: row.state,
    byGuardian: row.by_guardian === 1,
    entryId: row.entry_id,
    sinceMs: row.since_ms,
  };
}
