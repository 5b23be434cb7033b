import type { Purpose } from '../shared/purpose';
import type { NotSentReason } from '../delivery/message';
import type { ConsentState } from './consent';
import type { Suppression } from './suppression';

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
