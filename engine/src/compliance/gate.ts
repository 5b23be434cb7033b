import type { Purpose } from '../shared/purpose';
import type { NotSentReason } from '../delivery/message';
import type { ConsentState } from './consent';
import type { Suppression, SuppressionReason } from './suppression';
import { ageAt, consentAgeOf } from './age';

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
  | { readonly may: true; readonly consentEntryId: string | null }
  | { readonly may: false; readonly reason: NotSentReason; readonly explanation: string };

type Block = { readonly reason: NotSentReason; readonly explanation: string };

/**
 * Whether one message may leave. Service messages need no consent, but obey suppressions of scope `all` and a recorded
 * withdrawal. Marketing needs a grant in force, no suppression, and for a child a guardian's grant (GDPR 6, 7, 8, 21(3)).
 */
export function decideGate(facts: GateFacts): GateDecision {
  const block = blockBySuppression(facts) ?? blockByConsent(facts);
  if (block !== null) return { may: false, ...block };
  return { may: true, consentEntryId: facts.purpose === 'marketing' ? (facts.consent?.entryId ?? null) : null };
}

function blockBySuppression({ suppression, purpose }: GateFacts): Block | null {
  if (suppression === null || (suppression.scope === 'marketing' && purpose !== 'marketing')) return null;
  const { reason, words } = suppressionWords[suppression.reason];
  return { reason, explanation: `${words} on ${dayOf(suppression.sinceMs)}.` };
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
    return { reason: 'withdrawn', explanation: `The person withdrew the consent on ${dayOf(consent.sinceMs)}.` };
  }
  if (purpose === 'service') return null;
  if (consent === null) return { reason: 'no_consent', explanation: 'No consent to marketing is recorded.' };
  if (consent.state === 'refused') {
    return { reason: 'no_consent', explanation: `The person refused consent on ${dayOf(consent.sinceMs)}.` };
  }
  if (consent.state === 'pending') {
    return { reason: 'no_consent', explanation: 'The person was asked for consent and has not confirmed it yet.' };
  }
  return blockByAge(facts, consent);
}

/** What counts is the age at the grant: a consent that a child could not give does not mend itself with a birthday. */
function blockByAge({ birthDate, country }: GateFacts, consent: ConsentState): Block | null {
  if (birthDate === null || consent.byGuardian) return null;
  const years = consentAgeOf(country);
  if (ageAt(birthDate, consent.sinceMs) >= years) return null;
  const place = country === null ? 'where the country is unknown' : `in ${country}`;
  return {
    reason: 'minor_without_guardian',
    explanation: `The person was under ${years} when the consent was given; ${place} a guardian must agree.`,
  };
}

function dayOf(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 10);
}
