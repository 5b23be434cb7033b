import { sql, type Selectable } from 'kysely';
import type { GateFacts, GateFactStore } from '../../compliance/gateFacts';
import type { ConsentStatesTable, SuppressionsTable } from '../schema';
import { nestedRows, type Session } from '../session';
import { selectContacts, toContact } from './contacts';
import { stateColumns, toState } from './ledger';
import { suppressionColumns, suppressionsByNumberKey } from './suppressions';

/** Facts for the gate over one session, each contact's in one row: an answer of the server costs more than what is in it. */
export function createGateFactQueries(session: Session): GateFactStore {
  const { db } = session;
  return {
    async readGateFacts(numbers, purposes) {
      const states = db
        .selectFrom('consent_states')
        .select(stateColumns)
        .where('contact_id', '=', sql.ref<string>('contacts.id'))
        .where('purpose', 'in', [...purposes]);
      const suppressions = db
        .selectFrom('suppressions')
        .select(suppressionColumns)
        .where('number_key', '=', sql.ref<string>('contacts.number_key'));
      const rows = await session.rows(
        selectContacts(session)
          .select([
            session.nested(states, stateColumns).as('states'),
            session.nested(suppressions, suppressionColumns).as('suppressions'),
          ])
          .where(session.among('number', numbers)),
        `gate-facts-${purposes.length}`,
      );
      return new Map(rows.map((row) => [row.number, toFacts(row)]));
    },
  };
}

function toFacts(
  row: Parameters<typeof toContact>[0] & { states: string | null; suppressions: string | null },
): GateFacts {
  const states = nestedRows<Selectable<ConsentStatesTable>>(row.states);
  const suppressions = suppressionsByNumberKey(nestedRows<Selectable<SuppressionsTable>>(row.suppressions));
  return {
    contact: toContact(row),
    consents: new Map(states.map((state) => [state.purpose, toState(state)])),
    suppression: suppressions.get(row.number_key) ?? null,
  };
}
