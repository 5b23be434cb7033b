import { sql, type RawBuilder } from 'kysely';
import type { ErasureCounts, ErasureStore } from '../../compliance/erasureStore';
import type { Session } from '../session';
import { findContactIds } from './subjectRows';

/** Erasure over one session. A claimed message is blanked at once: its sender has the copy that it submits. */
export function createErasureQueries(session: Session): Pick<ErasureStore, 'eraseSubject'> {
  return {
    async eraseSubject(subject, nowMs) {
      const contactIds = await findContactIds(session, subject);
      const messages = await eraseMessages(session, ofSubject(session, contactIds, subject.numberKey), nowMs);
      return {
        ...messages,
        inboundMessages: await eraseInbound(session, subject.numberKey),
        events: await eraseEvents(session, contactIds),
        ledgerEntries: await eraseLedger(session, contactIds),
        contacts: await eraseContacts(session, contactIds),
      };
    },
  };
}

/** The subject's messages: a message that has a contact goes to that contact's number, so two indexes find them all. */
function ofSubject(session: Session, contactIds: readonly string[], numberKey: string): RawBuilder<boolean> {
  return sql<boolean>`(${session.among('contact_id', contactIds)} or (contact_id is null and number_key = ${numberKey}))`;
}

async function eraseMessages(
  session: Session,
  subjects: RawBuilder<boolean>,
  nowMs: number,
): Promise<Pick<ErasureCounts, 'messages' | 'cancelledMessages'>> {
  const cancelledMessages = await session.change(
    session.db
      .updateTable('deliveries')
      .set({
        state: 'cancelled',
        reason: 'erased',
        not_before_ms: null,
        final_at_ms: nowMs,
        changed_at_ms: nowMs,
      })
      .where('message_sequence', 'in', (query) => query.selectFrom('messages').select('sequence').where(subjects))
      .where('state', 'in', ['queued', 'held']),
  );
  const messages = await session.change(
    session.db
      .updateTable('messages')
      .set({ contact_id: null, number: null, number_key: null, text: null, place: null, deduplication_key: null })
      .where(subjects),
  );
  return { messages, cancelledMessages };
}

/** A text that was not handled yet is no longer anyone's reply. */
function eraseInbound(session: Session, numberKey: string): Promise<number> {
  return session.change(
    session.db
      .updateTable('inbound_messages')
      .set({
        from_number: null,
        number_key: null,
        text: null,
        deduplication_key: null,
        reply_class: sql<string>`coalesce(reply_class, 'erased')`,
      })
      .where('number_key', '=', numberKey),
  );
}

function eraseEvents(session: Session, contactIds: readonly string[]): Promise<number> {
  return session.change(
    session.db.updateTable('events').set({ contact_id: null }).where(session.among('contact_id', contactIds)),
  );
}

function eraseLedger(session: Session, contactIds: readonly string[]): Promise<number> {
  return session.change(
    session.db
      .updateTable('ledger')
      .set({ contact_id: null, body: null })
      .where(session.among('contact_id', contactIds)),
  );
}

async function eraseContacts(session: Session, contactIds: readonly string[]): Promise<number> {
  await session.change(session.db.deleteFrom('consent_states').where(session.among('contact_id', contactIds)));
  await session.change(session.db.deleteFrom('contact_groups').where(session.among('contact_id', contactIds)));
  return session.change(session.db.deleteFrom('contacts').where(session.among('id', contactIds)));
}
