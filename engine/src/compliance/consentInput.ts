import { parsePhoneNumber, type PhoneNumber } from '../contacts/phoneNumber';
import { ZgodaError } from '../shared/errors';
import type { Purpose } from '../shared/purpose';
import type { ConsentAct, ConsentProof } from './consent';
import { readConsentMethod } from './consentMethods';
import type { ConsentInput } from './consents';
import { shownWording } from './shownWording';
import type { Wording } from './wording';

/** A checked input: whose act it is, and what the ledger keeps of it. */
export interface CheckedConsent {
  readonly phone: PhoneNumber;
  readonly requestedAct: ConsentInput['act'];
  /** `guardian_grant` where a guardian granted. */
  readonly act: ConsentAct;
  readonly purpose: Purpose;
  readonly actedAtMs: number;
  /** Whether the caller said when the person acted; else it is taken to be now. */
  readonly isTimeStated: boolean;
  readonly proof: ConsentProof;
}

/** What inputs are checked against. */
export interface ConsentContext {
  /** ISO 3166-1 alpha-2. */
  readonly defaultCountry: string | null;
  readonly nowMs: number;
  /** The versions of the saved wordings that the inputs name, the newest first. */
  readonly wordings: ReadonlyMap<string, readonly Wording[]>;
}

/** Clocks of shops, kiosks and phones run ahead of ours by this much at most. */
const clockSkewMs = 300_000;

/**
 * Checks one input. Throws `invalid_number`, `country_missing`, `consent_proof_missing` (naming the field),
 * `implied_consent`, `wording_unknown` or `invalid_input`. GDPR 7(1): a grant without its wording, method and source proves nothing.
 */
export function checkConsentInput(
  input: ConsentInput,
  { defaultCountry, nowMs, wordings }: ConsentContext,
): CheckedConsent {
  const phone = parsePhoneNumber(input.phone, input.country ?? defaultCountry);
  if (input.act === 'grant') requireProof(input);
  const actedAtMs = input.actedAt === undefined ? nowMs : Date.parse(input.actedAt);
  if (Number.isNaN(actedAtMs)) refuseTime('it is not a time such as 2026-05-01T10:00:00Z');
  if (actedAtMs > nowMs + clockSkewMs) refuseTime('it lies in the future');
  return {
    phone,
    requestedAct: input.act,
    act: input.act === 'grant' && isWritten(input.guardian) ? 'guardian_grant' : input.act,
    purpose: input.purpose,
    actedAtMs,
    isTimeStated: input.actedAt !== undefined,
    proof: { ...proofOf(input), ...savedWording(input, actedAtMs, wordings) },
  };
}

function requireProof(input: ConsentInput): void {
  const needed = [
    ['Wording', isWritten(input.wording) ? input.wording : input.wordingName],
    ['Method', input.method],
    ['Source', input.source],
  ] as const;
  for (const [label, value] of needed) {
    if (!isWritten(value)) throw new ZgodaError('consent_proof_missing', { field: label });
  }
}

/** The wording is kept to the letter: its hash must match what was shown. */
function proofOf(input: ConsentInput): ConsentProof {
  return {
    wording: isWritten(input.wording) ? input.wording : null,
    wordingVersion: trimmed(input.wordingVersion),
    method: isWritten(input.method) ? readConsentMethod(input.method) : 'api',
    source: trimmed(input.source) ?? '',
    operator: trimmed(input.operator),
    ipAddress: trimmed(input.ipAddress),
    userAgent: trimmed(input.userAgent),
    locale: trimmed(input.locale),
    guardian: trimmed(input.guardian),
  };
}

/** What the proof holds of a wording that was named in the words' place. */
function savedWording(
  input: ConsentInput,
  actedAtMs: number,
  wordings: ConsentContext['wordings'],
): Partial<ConsentProof> {
  const name = trimmed(input.wordingName);
  if (name === null) return {};
  if (isWritten(input.wording)) {
    throw new ZgodaError('invalid_input', { field: 'Saved Wording', problem: 'give it or the words, not both' });
  }
  const { purpose } = input;
  const [version, language] = [trimmed(input.wordingVersion), trimmed(input.locale)];
  const shown = shownWording({ name, version, language, purpose, actedAtMs }, wordings.get(name) ?? []);
  return {
    wording: shown.text,
    wordingName: name,
    wordingVersion: String(shown.version),
    locale: shown.language,
  };
}

function isWritten(text: string | undefined): text is string {
  return trimmed(text) !== null;
}

function trimmed(text: string | undefined): string | null {
  const trim = text?.trim();
  return trim === undefined || trim === '' ? null : trim;
}

function refuseTime(problem: string): never {
  throw new ZgodaError('invalid_input', { field: 'Acted At', problem });
}
