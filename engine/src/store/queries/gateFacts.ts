import type { ConsentState } from '../../compliance/consent';
import type { GateFactStore } from '../../compliance/gateFacts';
import type { Purpose } from '../../shared/purpose';
import type { Session } from '../session';
import { readContacts } from './contacts';
import { toState } from './ledger';
import { suppressionsByNumberKey } from './suppressions';

/** Facts for the gate over one session. None of its queries needs another's answer, so they go out together. */
export function createGateFactQueries(session: Session): GateFactStore {
  const { db } = session;
  return {
    async readGateFacts(numbers, purposes) {
      const ofThese = session.among('contacts.number', numbers);
      const [contacts, states, suppressed] = await Promise.all([
        readContacts(session, 'number', numbers),
        session.rows(
          db
            .selectFrom('contacts')
            .innerJoin('consent_states', 'consent_states.contact_id', 'contacts.id')
            .selectAll('consent_states')
            .where(ofThese)
            .where('consent_states.purpose', 'in', [...purposes]),
        ),
        session.rows(
          db
            .selectFrom('contacts')
            .innerJoin('suppressions', 'suppressions.number_key', 'contacts.number_key')
            .selectAll('suppressions')
            .where(ofThese),
        ),
      ]);
      const consents = new Map(contacts.map(({ id }) => [id, new Map<Purpose, ConsentState>()]));
      for (const row of states) consents.get(row.contact_id)?.set(row.purpose, toState(row));
      const suppressions = suppressionsByNumberKey(suppressed);
      return new Map(
        contacts.map((contact) => [
          contact.number,
          {
            contact,
            consents: consents.get(contact.id) ?? new Map(),
            suppression: suppressions.get(contact.numberKey) ?? null,
          },
        ]),
      );
    },
  };
}
