import type { LedgerEntry, LedgerStore } from '../compliance/consent';
import { parseGround } from '../compliance/gateGround';
import { ruleOfId } from '../compliance/jurisdictions/rules';
import { readLedgerBody } from '../compliance/ledger';
import type { SuppressionStore } from '../compliance/suppression';
import type { MessageRow } from '../delivery/message';
import type { OutboxStore } from '../delivery/outboxStore';
import { simulatorRoute } from '../delivery/route';
import { ZgodaError } from '../shared/errors';
import { explanationSentences } from './explanationSentences';
import type { ConsentEvidence, Explanations, GateFinding, LaterBlock, MessageExplanation } from './explanations';

/** What explanations read. */
export type ExplanationStore = Pick<OutboxStore, 'readMessages'> &
  Pick<LedgerStore, 'readLedgerEntry' | 'readLedgerOfContact'> &
  Pick<SuppressionStore, 'readSuppressions'>;

/** Explains the messages of one store, from what was stored with them and what the ledger holds. */
export function createExplanations(store: ExplanationStore): Explanations {
  return {
    async explain(messageId) {
      const row = (await store.readMessages([messageId])).get(messageId);
      if (row === undefined) throw new ZgodaError('message_unknown');
      const entry = row.consentEntryId === null ? null : await store.readLedgerEntry(row.consentEntryId);
      const facts: Omit<MessageExplanation, 'sentences'> = {
        messageId,
        purpose: row.purpose,
        campaign: row.campaign,
        testMode: row.route === simulatorRoute,
        state: row.state,
        reason: row.reason,
        decision: row.ground === null ? null : findingOf(row.ground),
        consent: entry === null ? null : evidenceOf(entry),
        stoppedBy: await laterBlock(store, row),
        times: {
          accepted: timeOf(row.acceptedAtMs),
          heldUntil: row.state === 'held' ? optionalTime(row.notBeforeMs) : null,
          quietUntil: optionalTime(row.quietUntilMs),
          submitted: optionalTime(row.submittedAtMs),
          final: optionalTime(row.finalAtMs),
        },
        // A number that could not be read had no keyed hash in the first place.
        erased: row.numberKey === null && row.reason !== 'invalid_number',
      };
      return { ...facts, sentences: explanationSentences(facts) };
    },
  };
}

function findingOf(ground: string): GateFinding {
  const { basis, rule: id, sinceMs } = parseGround(ground);
  const rule = id === null ? null : ruleOfId(id);
  return {
    basis,
    since: optionalTime(sinceMs),
    rule: id,
    jurisdiction: rule?.jurisdiction ?? null,
    source: rule?.source ?? null,
    ruleSince: rule?.from ?? null,
  };
}

function evidenceOf(entry: LedgerEntry): ConsentEvidence {
  const body = readLedgerBody(entry);
  return {
    entryId: entry.id,
    act: entry.act,
    actedAt: timeOf(entry.actedAtMs),
    recordedAt: timeOf(entry.recordedAtMs),
    wordingName: body?.proof.wordingName ?? null,
    wordingVersion: body?.proof.wordingVersion ?? null,
    wordingSha256: body?.wordingSha256 ?? null,
    language: body?.proof.locale ?? null,
    method: body?.proof.method ?? null,
    source: body?.proof.source ?? null,
    byGuardian: entry.act === 'guardian_grant',
    commitment: entry.commitment,
    hash: entry.hash,
    erased: body === null,
  };
}

/** A message that was accepted and then blocked at its claim: what came in between. */
async function laterBlock(store: ExplanationStore, row: MessageRow): Promise<LaterBlock | null> {
  const { state, finalAtMs, acceptedAtMs, numberKey, contactId, purpose } = row;
  if (state !== 'blocked' || finalAtMs === null || row.number === null) return null;
  const between = (timeMs: number): boolean => timeMs <= finalAtMs && timeMs >= acceptedAtMs;
  const suppression = numberKey === null ? undefined : (await store.readSuppressions([numberKey])).get(numberKey);
  if (suppression !== undefined && between(suppression.sinceMs)) {
    return { kind: 'suppression', what: suppression.reason, entryId: null, since: timeOf(suppression.sinceMs) };
  }
  const entries = contactId === null ? [] : await store.readLedgerOfContact(contactId);
  const ended = entries.findLast((entry) => entry.purpose === purpose && entry.recordedAtMs <= finalAtMs);
  if (ended === undefined || !['withdraw', 'refuse', 'expire'].includes(ended.act)) return null;
  return { kind: 'ledger_entry', what: ended.act, entryId: ended.id, since: timeOf(ended.actedAtMs) };
}

const timeOf = (timeMs: number): string => new Date(timeMs).toISOString();
const optionalTime = (timeMs: number | null): string | null => (timeMs === null ? null : timeOf(timeMs));
