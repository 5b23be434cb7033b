import type { Contact } from '../contacts/contact';
import type { AnswerKind } from './answers/answer';
import type { ConsentProof } from './consent';
import { appendToLedger, type LedgerPorts } from './ledger';
import type { Suppression } from './suppression';
import { writeStates, type WithdrawalRepositories } from './withdraw';

/** Who said START. */
export interface Resumption {
  readonly numberKey: string;
  readonly contact: Contact | null;
  readonly actedAtMs: number;
  readonly proof: ConsentProof;
}

/**
 * Obeys START: it takes back the person's own STOPALL as far as service texts go, and clears up their own unclear reply.
 * It is no consent to marketing: nobody showed them a wording (GDPR 7(1)). Returns the answer that is true afterwards;
 * null for those who are not to be texted at all.
 */
export async function resume(
  repositories: WithdrawalRepositories,
  resumption: Resumption,
  ports: LedgerPorts,
): Promise<Extract<AnswerKind, 'start' | 'startWithoutConsent'> | null> {
  await repositories.lockLedgerHead();
  const { numberKey, contact } = resumption;
  const current = (await repositories.readSuppressions([numberKey])).get(numberKey);
  if (current?.scope === 'all') {
    if (current.reason !== 'stop') return null;
    await reopenService(repositories, resumption, current, ports);
    return 'startWithoutConsent';
  }
  if (current?.reason === 'unclear_reply') await repositories.removeSuppressions([numberKey], 'marketing');
  else if (current !== undefined) return 'startWithoutConsent';
  const states = contact === null ? null : await repositories.readConsentStates([contact.id], 'marketing');
  return states?.get(contact?.id ?? '')?.state === 'granted' ? 'start' : 'startWithoutConsent';
}

/** The suppression of all texts becomes one of marketing. */
async function reopenService(
  repositories: WithdrawalRepositories,
  { numberKey, contact, actedAtMs, proof }: Resumption,
  current: Suppression,
  ports: LedgerPorts,
): Promise<void> {
  await repositories.removeSuppressions([numberKey], 'all');
  const hidden = (await repositories.readSuppressions([numberKey])).get(numberKey);
  if (hidden === undefined) await repositories.writeSuppressions([{ ...current, scope: 'marketing' }]);
  if (contact === null) return;
  const record = { contactId: contact.id, purpose: 'service', act: 'grant', actedAtMs, proof } as const;
  await writeStates(repositories, contact.id, await appendToLedger(repositories, [record], ports));
}
