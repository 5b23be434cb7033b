/** A value that a template can show for one contact. */
export type AttributeValue = string | number | boolean;

/** A person who can be texted. The phone number identifies the contact. */
export interface Contact {
  /** UUIDv7. */
  readonly id: string;
  /** E.164 with its plus sign. */
  readonly number: string;
  /** Keyed hash of the number, as `shared/numberKey` makes it; it survives the number's erasure. */
  readonly numberKey: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly email: string | null;
  /** BCP 47, for example `pl` or `en-GB`. */
  readonly language: string | null;
  /** ISO 3166-1 alpha-2, by the number unless given. */
  readonly country: string | null;
  /** `YYYY-MM-DD`. */
  readonly birthDate: string | null;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly groups: readonly string[];
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

/** What an upsert changes: an absent field keeps what is stored; attributes are merged, groups added. */
export interface ContactChange {
  /** The id to use when the number is new. */
  readonly id: string;
  readonly number: string;
  readonly numberKey: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly email?: string;
  readonly language?: string;
  readonly country?: string;
  readonly birthDate?: string;
  readonly attributes?: Readonly<Record<string, AttributeValue>>;
  readonly groups?: readonly string[];
}

/** Contacts as the domain needs them stored. */
export interface ContactStore {
  /** Creates or updates by number, in the order given; returns one answer for each change. */
  upsertContacts(changes: readonly ContactChange[], nowMs: number): Promise<{ contact: Contact; created: boolean }[]>;
  /** The contacts that have one of these numbers, by number. */
  readContactsByNumber(numbers: readonly string[]): Promise<Map<string, Contact>>;
  readContact(id: string): Promise<Contact | null>;
  /** E-mail addresses are compared in lower case; several contacts may share one. */
  readContactsByEmail(email: string): Promise<Contact[]>;
}
