import type { Purpose } from '../shared/purpose';
import type { NotSentReason } from '../delivery/message';
import type { ConsentState } from './consent';
import type { Suppression, SuppressionReason } from './suppression';
import { ageAt } from './age';
import type { GateBasis, GateGround } from './gateGround';
import { ruleAt } from './jurisdictions/rules';

/** What the gate looks at for one message. */
export interface GateFacts {
  readonly purpose: Purpose;
  /** ISO 3166-1 alpha-2 of the number. */
  readonly country: string | null;
  readonly birthDate: string | null;
  readonly consent: ConsentState | null;
  readonly suppression: Suppression | null;
  readonly nowMs: number;
}

/** The gate's answer, with what it rests on. */
export type GateDecision =
  | { readonly may: true; readonly consentEntryId: string | null; readonly ground: GateGround }
  | {
      readonly may: false;
      readonly reason: NotSentReason;
      readonly explanation: string;
      readonly ground: GateGround;
    };

/** A reason not to send; `rule` where another than the one on marketing was applied. */
interface Block {
  readonly reason: NotSentReason;
  readonly explanation: string;
  readonly basis: GateBasis;
  readonly sinceMs: number | null;
  readonly rule?: string;
}

/**
 * Whether one message may leave. Service messages need no consent, but obey suppressions of scope `all` and a recorded
 * refusal or withdrawal. Marketing needs a grant in force, no suppression, and for a child a guardian's grant (GDPR 6, 7, 8, 21(3)).
 */
export function decideGate(facts: GateFacts): GateDecision {
  const { purpose, consent, country, nowMs } = facts;
  const marketingRule = purpose === 'marketing' ? ruleAt('marketing', country, nowMs).id : null;
  const block = blockBySuppression(facts) ?? blockByConsent(facts);
  if (block !== null) {
    const { reason, explanation, basis, sinceMs, rule } = block;
    return { may: false, reason, explanation, ground: { basis, rule: rule ?? marketingRule, sinceMs } };
  }
  if (purpose === 'service') {
    return { may: true, consentEntryId: null, ground: { basis: 'service', rule: null, sinceMs: null } };
  }
  const basis = consent?.byGuardian === true ? 'guardian_consent' : 'consent';
  const ground: GateGround = { basis, rule: marketingRule, sinceMs: consent?.sinceMs ?? null };
  return { may: true, consentEntryId: consent?.entryId ?? null, ground };
}

function blockBySuppression({ suppression, purpose }: GateFacts): Block | null {
  if (suppression === null || (suppression.scope === 'marketing' && purpose !== 'marketing')) return null;
  const { reason, words } = suppressionWords[suppression.reason];
  const { sinceMs } = suppression;
  return { reason, explanation: `${words} on ${dayOf(sinceMs)}.`, basis: suppression.reason, sinceMs };
}

const suppressionWords: Readonly<Record<SuppressionReason, { reason: NotSentReason; words: string }>> = {
  stop: { reason: 'suppressed', words: 'The person answered STOP' },
  withdrawn: { reason: 'withdrawn', words: 'The person withdrew the consent' },
  complaint: { reason: 'suppressed', words: 'The person complained about texts' },
  erased: { reason: 'erased', words: 'The person asked to be erased; the number was blocked' },
  unclear_reply: { reason: 'suppressed', words: 'A reply that may mean STOP waits for a person to read it; it came' },
  import: { reason: 'suppressed', words: 'The number is on an imported list of blocked numbers, since it was read' },
};

function blockByConsent(facts: GateFacts): Block | null {
  const { consent, purpose } = facts;
  if (consent?.state === 'withdrawn') {
    const explanation = `The person withdrew the consent on ${dayOf(consent.sinceMs)}.`;
    return { reason: 'withdrawn', explanation, basis: 'withdrawn_consent', sinceMs: consent.sinceMs };
  }
  if (consent?.state === 'refused') {
    const explanation = `The person refused consent on ${dayOf(consent.sinceMs)}.`;
    return { reason: 'no_consent', explanation, basis: 'refused', sinceMs: consent.sinceMs };
  }
  if (purpose === 'service') return null;
  if (consent === null) {
    const explanation = 'No consent to marketing is recorded.';
    return { reason: 'no_consent', explanation, basis: 'no_consent', sinceMs: null };
  }
  const { state, sinceMs } = consent;
  if (state === 'pending') {
    const explanation = 'The person was asked for consent and has not confirmed it yet.';
    return { reason: 'no_consent', explanation, basis: 'unconfirmed', sinceMs };
  }
  return blockByAge(facts, consent);
}

/** What counts is the age at the grant: a consent that a child could not give does not mend itself with a birthday. */
function blockByAge({ birthDate, country }: GateFacts, consent: ConsentState): Block | null {
  if (birthDate === null || consent.byGuardian) return null;
  const { sinceMs } = consent;
  const rule = ruleAt('consentAge', country, sinceMs);
  if (ageAt(birthDate, sinceMs, country) >= rule.years) return null;
  const place = country === null ? 'where the country is unknown' : `in ${country}`;
  return {
    reason: 'minor_without_guardian',
    explanation: `The person was under ${rule.years} when the consent was given; ${place} a guardian must agree.`,
    basis: 'minor',
    sinceMs,
    rule: rule.id,
  };
}

function dayOf(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 10);
}
