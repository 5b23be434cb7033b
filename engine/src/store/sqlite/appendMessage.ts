import type { AppendOutcome, MessageState, NewMessage } from '../../delivery/message';
import { givesWay } from '../queries/deduplicate';
import type { StatementCache } from './statementCache';

/** Adds one message; see `OutboxStore.appendMessages`. Inserts first, since most keys are free. */
export function createAppend(statements: StatementCache): (message: NewMessage, nowMs: number) => AppendOutcome {
  const insert = statements.prepare(`
    INSERT INTO messages (id, route, campaign, contact_id, number, number_key, sender, purpose, text, encoding, segments,
      deduplication_key, consent_entry_id, accepted_at_ms, ground, place)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (deduplication_key) WHERE deduplication_key IS NOT NULL DO NOTHING`);
  const insertDelivery = statements.prepare(`
    INSERT INTO deliveries (message_sequence, route, priority, state, reason, not_before_ms, final_at_ms, changed_at_ms,
      quiet_until_ms)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const findHolder = statements.prepare(`
    SELECT sequence, id, state FROM messages JOIN deliveries ON message_sequence = sequence WHERE deduplication_key = ?`);
  const remove = statements.prepare('DELETE FROM messages WHERE sequence = ?');
  const freeKey = statements.prepare('UPDATE messages SET deduplication_key = NULL WHERE sequence = ?');
  const removeDelivery = statements.prepare('DELETE FROM deliveries WHERE message_sequence = ?');

  const write = (message: NewMessage, nowMs: number): boolean => {
    const { changes, lastInsertRowid } = insert.run(
      message.id,
      message.route,
      message.campaign,
      message.contactId,
      message.number,
      message.numberKey,
      message.sender,
      message.purpose,
      message.text,
      message.encoding,
      message.segments,
      message.deduplicationKey,
      message.consentEntryId,
      nowMs,
      message.ground,
      message.place,
    );
    if (changes === 0) return false;
    const { route, priority, state, reason, notBeforeMs } = message;
    const finalAtMs = state === 'blocked' ? nowMs : null;
    const quietUntilMs = reason === 'quiet_hours' ? notBeforeMs : null;
    insertDelivery.run(lastInsertRowid, route, priority, state, reason, notBeforeMs, finalAtMs, nowMs, quietUntilMs);
    return true;
  };

  return (message, nowMs) => {
    if (write(message, nowMs)) return { outcome: 'appended', id: message.id };
    const holder = findHolder.get(message.deduplicationKey) as { sequence: number; id: string; state: MessageState };
    if (!givesWay(holder.state)) return { outcome: 'duplicate', id: holder.id, state: holder.state };
    if (holder.state === 'blocked') {
      remove.run(holder.sequence);
      removeDelivery.run(holder.sequence);
    } else {
      // Reports count what was cancelled, and what explains it stays.
      freeKey.run(holder.sequence);
    }
    write(message, nowMs);
    return { outcome: 'appended', id: message.id };
  };
}
