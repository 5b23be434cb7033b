import type { ConsentProof, LedgerEntry, LedgerStore } from './consent';
import { appendToLedger, readLedgerBody, type LedgerPorts } from './ledger';
import type { OptInCodes } from './optInCode';
import type { OptInRequest, OptInStore } from './optInStore';
import type { SuppressionStore } from './suppression';
import { liftsSuppression } from './suppressionRules';
import { writeStates } from './withdraw';

/** How often and how long a code may be tried. */
export interface OptInLimits {
  /** Wrong codes for one request; twice as many for one number in a day. */
  readonly tries: number;
  /** How long a request may be confirmed. */
  readonly expiryMs: number;
}

/** The ports that confirming needs, all in one transaction. */
export type OptInRepositories = LedgerStore & SuppressionStore & OptInStore;

/** What confirming needs from outside. */
export interface OptInPorts extends LedgerPorts {
  readonly codes: OptInCodes;
  readonly limits: OptInLimits;
}

export const dayMs = 86_400_000;

/** The requests of a number that can matter now: those of a day, and those that may still be confirmed. */
export function readRecentRequests(
  repositories: Pick<OptInStore, 'readOptInRequests'>,
  numberKey: string,
  { clock, limits }: Pick<OptInPorts, 'clock' | 'limits'>,
): Promise<OptInRequest[]> {
  return repositories.readOptInRequests(numberKey, clock.nowMs() - Math.max(dayMs, limits.expiryMs));
}

/** The newest request that may still be confirmed; null for none. */
export function pendingOf(requests: readonly OptInRequest[], nowMs: number): OptInRequest | null {
  return requests.findLast(({ state, expiresAtMs }) => state === 'pending' && expiresAtMs > nowMs) ?? null;
}

/**
 * Tries a code for a number under the ledger's lock; returns the confirmation's entry, or null. A wrong code is counted; why
 * one failed is not told, so that nobody learns which numbers were asked.
 */
export async function tryCode(
  repositories: OptInRepositories,
  numberKey: string,
  code: string,
  how: ConfirmedHow,
  ports: OptInPorts,
): Promise<LedgerEntry | null> {
  const nowMs = ports.clock.nowMs();
  const requests = await readRecentRequests(repositories, numberKey, ports);
  const pending = pendingOf(requests, nowMs);
  const isRight = ports.codes.isRight(code, pending);
  if (pending === null || pending.codeHash === null) return null;
  const wrongToday = requests
    .filter(({ requestedAtMs }) => requestedAtMs > nowMs - dayMs)
    .reduce((sum, { wrongTries }) => sum + wrongTries, 0);
  const { tries } = ports.limits;
  if (pending.wrongTries >= tries || wrongToday >= 2 * tries) return null;
  if (isRight) return confirm(repositories, pending, how, ports);
  await repositories.writeOptInRequests([{ ...pending, wrongTries: pending.wrongTries + 1 }]);
  return null;
}

/** What a confirmation adds to the proof of its request. */
export type ConfirmedHow = Partial<Pick<ConsentProof, 'method' | 'source' | 'ipAddress' | 'userAgent'>>;

/** Confirms a pending request: the ledger's entry points at that of the request and repeats its wording. */
export async function confirm(
  repositories: OptInRepositories,
  request: OptInRequest,
  how: ConfirmedHow,
  ports: LedgerPorts,
): Promise<LedgerEntry> {
  const { contactId, purpose, numberKey, requestEntryId } = request;
  const actedAtMs = ports.clock.nowMs();
  const proof: ConsentProof = { ...(await proofOf(repositories, request)), ...how, requestId: requestEntryId };
  const record = { contactId, purpose, act: 'confirm', actedAtMs, proof } as const;
  const entries = await appendToLedger(repositories, [record], ports);
  await writeStates(repositories, contactId, entries);
  const entry = entries[0] as LedgerEntry;
  await repositories.writeOptInRequests([{ ...request, state: 'confirmed', confirmEntryId: entry.id }]);
  await repositories.blankMessageTexts([request.messageId]);
  const suppression = (await repositories.readSuppressions([numberKey])).get(numberKey);
  const grant = { actedAtMs, method: proof.method };
  if (purpose === 'marketing' && suppression !== undefined && liftsSuppression(suppression, grant)) {
    await repositories.removeSuppressions([numberKey], 'marketing');
  }
  return entry;
}

/** Ends the requests of a number that wait: they cannot be confirmed any more. */
export async function endPending(
  repositories: OptInStore,
  numberKey: string,
  state: 'refused' | 'replaced',
  ports: Pick<OptInPorts, 'clock' | 'limits'>,
): Promise<void> {
  const requests = await readRecentRequests(repositories, numberKey, ports);
  const waiting = requests.filter((request) => request.state === 'pending');
  if (waiting.length === 0) return;
  await repositories.writeOptInRequests(waiting.map((request) => ({ ...request, state })));
  await repositories.blankMessageTexts(waiting.map(({ messageId }) => messageId));
}

async function proofOf(repositories: LedgerStore, { contactId, requestEntryId }: OptInRequest): Promise<ConsentProof> {
  const entries = await repositories.readLedgerOfContact(contactId);
  const request = entries.find(({ id }) => id === requestEntryId);
  const body = request === undefined ? null : readLedgerBody(request);
  if (body === null) throw new Error('a pending request has lost its ledger entry');
  return body.proof;
}
