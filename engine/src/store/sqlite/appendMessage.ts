import type { AppendOutcome, MessageState, NewMessage } from '../../delivery/message';
import { givesWay } from '../queries/deduplicate';
import type { ClaimOne } from './claimAtOnce';
import type { StatementCache } from './statementCache';

/** Adds one message; see `OutboxStore.appendMessages`. Inserts first, since most keys are free. */
export function createAppend(
  statements: StatementCache,
): (message: NewMessage, nowMs: number, claimOne: ClaimOne | null) => AppendOutcome {
  const insert = statements.prepare(`
    INSERT INTO messages (id, route, campaign, contact_id, number, number_key, sender, purpose, text, encoding, segments,
      deduplication_key, consent_entry_id, accepted_at_ms, ground, place)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (deduplication_key) WHERE deduplication_key IS NOT NULL DO NOTHING`);
  const insertDelivery = statements.prepare(`
    INSERT INTO deliveries (message_sequence, route, priority, state, reason, not_before_ms, final_at_ms, changed_at_ms,
      quiet_until_ms, claim, claim_expires_at_ms, claimed_at_ms)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const findHolder = statements.prepare(`
    SELECT sequence, id, state FROM messages JOIN deliveries ON message_sequence = sequence WHERE deduplication_key = ?`);
  const remove = statements.prepare('DELETE FROM messages WHERE sequence = ?');
  const freeKey = statements.prepare('UPDATE messages SET deduplication_key = NULL WHERE sequence = ?');
  const removeDelivery = statements.prepare('DELETE FROM deliveries WHERE message_sequence = ?');

  /** Null when another message has its key. */
  const write = (message: NewMessage, nowMs: number, claimOne: ClaimOne | null): AppendOutcome | null => {
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
    if (changes === 0) return null;
    const claim = claimOne === null ? null : claimOne(message, lastInsertRowid);
    const { route, priority, state, reason, notBeforeMs } = message;
    const finalAtMs = state === 'blocked' ? nowMs : null;
    const quietUntilMs = reason === 'quiet_hours' ? notBeforeMs : null;
    insertDelivery.run(
      lastInsertRowid,
      route,
      priority,
      claim === null ? state : 'claimed',
      reason,
      notBeforeMs,
      finalAtMs,
      nowMs,
      quietUntilMs,
      claim?.token ?? null,
      claim?.expiresAtMs ?? null,
      claim?.claimedAtMs ?? null,
    );
    const outcome = { outcome: 'appended', id: message.id } as const;
    return claim === null ? outcome : { ...outcome, claim: claim.token };
  };

  return (message, nowMs, claimOne) => {
    const written = write(message, nowMs, claimOne);
    if (written !== null) return written;
    const holder = findHolder.get(message.deduplicationKey) as { sequence: number; id: string; state: MessageState };
    if (!givesWay(holder.state)) return { outcome: 'duplicate', id: holder.id, state: holder.state };
    if (holder.state === 'blocked') {
      remove.run(holder.sequence);
      removeDelivery.run(holder.sequence);
    } else {
      // Reports count what was cancelled, and what explains it stays.
      freeKey.run(holder.sequence);
    }
    return write(message, nowMs, claimOne) as AppendOutcome;
  };
}
