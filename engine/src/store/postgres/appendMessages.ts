import { ZgodaError } from '../../shared/errors';
import type { AppendOutcome, MessageState, NewMessage } from '../../delivery/message';
import type { ClaimAtOnce } from '../../delivery/outboxStore';
import { claimToken } from '../queries/claims';
import { deduplicate, givesWay, type KeyHolder } from '../queries/deduplicate';
import type { OutboxContext } from './postgresOutbox';
import { blockReasonSql } from '../queries/outbox';
import { serverTimeSql, storableText } from './postgresSession';
import { run, runPlannedOnce, statement } from './statement';

/** Without a claim its name, $21, is null, and so no lease is found. */
const insert = statement<{ id: string; claim: string | null }>(
  'zgoda_append',
  `WITH lease AS MATERIALIZED (
    SELECT 1 FROM leases WHERE name = $21::text AND owner = $22::text AND fence = $23::bigint FOR SHARE
  ), given AS (
    SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
      $9::text[], $10::text[], $11::bigint[], $12::text[], $13::text[], $14::text[], $15::text[], $16::bigint[],
      $17::bigint[], $18::text[], $19::text[]) WITH ORDINALITY AS t (id, route, campaign, contact_id, number, number_key,
      sender, purpose, text, encoding, segments, deduplication_key, consent_entry_id, state, reason, priority,
      not_before_ms, ground, place, rank)
  ), written AS (
    INSERT INTO messages (id, route, campaign, contact_id, number, number_key, sender, purpose, text, encoding, segments,
      deduplication_key, consent_entry_id, accepted_at_ms, ground, place)
    SELECT id, route, campaign, contact_id, number, number_key, sender, purpose, text, encoding, segments,
      deduplication_key, consent_entry_id, $20::bigint, ground, place FROM given ORDER BY rank
    ON CONFLICT (deduplication_key) WHERE deduplication_key IS NOT NULL DO NOTHING
    RETURNING sequence, id
  ), gated AS MATERIALIZED (
    SELECT m.*, written.sequence, CASE WHEN state = 'queued' AND purpose = 'service' AND EXISTS (SELECT 1 FROM lease)
      AND (SELECT 1 FROM deliveries AS d
        WHERE d.route = m.route AND d.state = 'queued' AND d.priority >= m.priority LIMIT 1) IS NULL
      AND (SELECT 1 FROM deliveries AS d WHERE d.route = m.route AND d.state = 'held' AND d.priority = m.priority
        AND d.not_before_ms <= $26::bigint LIMIT 1) IS NULL
      AND (${blockReasonSql}) IS NULL THEN $24::text END AS claim
    FROM written JOIN given AS m USING (id)
  ), placed AS (
    INSERT INTO deliveries (message_sequence, route, priority, state, reason, not_before_ms, final_at_ms, changed_at_ms,
      quiet_until_ms, claim, claim_expires_at_ms, claimed_at_ms)
    SELECT sequence, route, priority, CASE WHEN claim IS NULL THEN state ELSE 'claimed' END, reason, not_before_ms,
      CASE WHEN state = 'blocked' THEN $20::bigint END, $20::bigint,
      CASE WHEN reason = 'quiet_hours' THEN not_before_ms END, claim,
      CASE WHEN claim IS NOT NULL THEN ${serverTimeSql} + $25::bigint END, CASE WHEN claim IS NOT NULL THEN $26::bigint END
    FROM gated
  )
  SELECT id, claim FROM gated`,
);

const findHolders = statement<{ key: string; sequence: number; id: string; state: MessageState }>(
  'zgoda_find_holders',
  `SELECT deduplication_key AS key, sequence, id, state FROM messages
  JOIN deliveries ON message_sequence = sequence WHERE deduplication_key = ANY($1) FOR UPDATE`,
);

const remove = statement(
  'zgoda_remove',
  `WITH removed AS (DELETE FROM messages WHERE sequence = ANY($1))
  DELETE FROM deliveries WHERE message_sequence = ANY($1)`,
);

/** Reports count what was cancelled, and what explains it stays. */
const freeKeys = statement('zgoda_free_keys', 'UPDATE messages SET deduplication_key = NULL WHERE sequence = ANY($1)');

/** How often keys can be taken by others between reading who holds them and inserting. */
const attempts = 5;

/** Whether these messages are appended by one statement: no key of theirs can be taken. */
export const isOneStatement = (messages: readonly NewMessage[]): boolean =>
  messages.every(({ deduplicationKey }) => deduplicationKey === null);

/** See `OutboxStore.appendMessages`. Inserts first, since most keys are free, and looks only at those that were not. */
export async function appendMessages(
  context: OutboxContext,
  messages: readonly NewMessage[],
  nowMs: number,
  claim?: ClaimAtOnce,
): Promise<AppendOutcome[]> {
  const claimValues = claimValuesOf(context, messages, claim);
  /** By id; null where no claim took it. */
  const written = new Map<string, string | null>();
  const holders = new Map<string, KeyHolder>();
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const { outcomes, inserts } = deduplicate(messages, holders);
    const missing = inserts.filter(({ id }) => !written.has(id));
    for (const row of await insertAll(context, missing, nowMs, claimValues)) written.set(row.id, row.claim);
    const refused = missing.filter(({ id }) => !written.has(id));
    if (refused.length === 0) return outcomes.map((outcome) => withClaim(outcome, written.get(outcome.id)));
    await learnHolders(context, refused, holders);
  }
  throw new ZgodaError('store_busy');
}

/** Reads who holds the keys of these messages; removes holders that give way. */
async function learnHolders(
  { client }: OutboxContext,
  messages: readonly NewMessage[],
  holders: Map<string, KeyHolder>,
): Promise<void> {
  const keys = messages.map(({ deduplicationKey }) => deduplicationKey);
  const found = await run(client, findHolders, [keys]);
  const of = (wanted: MessageState) => found.filter(({ state }) => state === wanted).map(({ sequence }) => sequence);
  const [blocked, cancelled] = [of('blocked'), of('cancelled')];
  if (blocked.length > 0) await run(client, remove, [blocked]);
  if (cancelled.length > 0) await run(client, freeKeys, [cancelled]);
  for (const { key, id, state } of found) if (!givesWay(state)) holders.set(key, { id, state });
}

/** What is sent at once is what the store would give to a claim: a text that it cannot hold as it is waits for one. */
function claimValuesOf({ ids }: OutboxContext, messages: readonly NewMessage[], claim?: ClaimAtOnce): unknown[] {
  const isStorable = ({ text }: NewMessage): boolean => text === null || storableText(text) === text;
  if (claim === undefined || !messages.every(isStorable)) return new Array(6).fill(null);
  const { lease, leaseMs, nowMs } = claim;
  return [lease.name, lease.owner, lease.fence, claimToken(lease, ids.next()), leaseMs, nowMs];
}

const withClaim = (outcome: AppendOutcome, claim: string | null | undefined): AppendOutcome =>
  outcome.outcome === 'appended' && claim ? { ...outcome, claim } : outcome;

async function insertAll(
  { client }: OutboxContext,
  messages: readonly NewMessage[],
  nowMs: number,
  claimValues: readonly unknown[],
): Promise<{ id: string; claim: string | null }[]> {
  if (messages.length === 0) return [];
  const column = (pick: (message: NewMessage) => string | number | null) => messages.map(pick);
  return runPlannedOnce(client, insert, [
    column(({ id }) => id),
    column(({ route }) => route),
    column(({ campaign }) => campaign),
    column(({ contactId }) => contactId),
    column(({ number }) => number),
    column(({ numberKey }) => numberKey),
    column(({ sender }) => sender),
    column(({ purpose }) => purpose),
    column(({ text }) => (text === null ? null : storableText(text))),
    column(({ encoding }) => encoding),
    column(({ segments }) => segments),
    column(({ deduplicationKey }) => deduplicationKey),
    column(({ consentEntryId }) => consentEntryId),
    column(({ state }) => state),
    column(({ reason }) => reason),
    column(({ priority }) => priority),
    column(({ notBeforeMs }) => notBeforeMs),
    column(({ ground }) => ground),
    column(({ place }) => place),
    nowMs,
    ...claimValues,
  ]);
}
