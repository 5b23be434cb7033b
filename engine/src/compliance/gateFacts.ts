import type { Contact } from '../contacts/contact';
import type { Purpose } from '../shared/purpose';
import type { ConsentState } from './consent';
import type { Suppression } from './suppression';

/** What is stored of a contact that the gate decides by. */
export interface GateFacts {
  readonly contact: Contact;
  /** By purpose, of those asked for; a purpose that the contact never spoke of is missing. */
  readonly consents: ReadonlyMap<Purpose, ConsentState>;
  /** Of the contact's number; `all` wins over `marketing`. */
  readonly suppression: Suppression | null;
}

/** Contacts with all that the gate asks of them: every text waits for this answer, so it is one. */
export interface GateFactStore {
  /** The contacts that have one of these numbers, by number. */
  readGateFacts(numbers: readonly string[], purposes: readonly Purpose[]): Promise<Map<string, GateFacts>>;
}
