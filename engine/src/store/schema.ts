import type { Generated } from 'kysely';
import type { ConsentAct, ConsentState } from '../compliance/consent';
import type { OptInRequest } from '../compliance/optInStore';
import type { NoticeState } from '../compliance/recipients/recipientStore';
import type { ExtensionReason, RequestKind } from '../compliance/subjectRequestStore';
import type { Suppression } from '../compliance/suppression';
import type { EventKind } from '../delivery/eventStore';
import type { MessageEncoding, MessageState, ReceiptRecord } from '../delivery/message';
import type { Purpose } from '../shared/purpose';

/*
 * The tables, the same in SQLite and PostgreSQL. Times are epoch milliseconds, flags are 0 or 1, JSON is opaque text,
 * ids are UUIDv7 in their 36-character form.
 *
 * Glossary
 *   contacts          people who can be texted; the number identifies them
 *   contact_groups    which groups a contact is in
 *   ledger            the append-only chain of consent acts
 *   consent_states    where a contact stands on a purpose, derived from the ledger
 *   suppressions      numbers not to text, by keyed hash only; they outlive an erasure
 *   messages          the outbox: every message, as it was accepted
 *   deliveries        the outbox: the state of each message, and who may submit it now
 *   message_parts     the operator's id of each segment of a submitted message
 *   early_receipts    delivery receipts that came before the id of their segment was known
 *   inbound_messages  texts from phones
 *   inbound_parts     parts of long texts from phones, until they are put together
 *   templates         texts saved under a name: every version, never changed
 *   opt_in_requests   double opt-ins: who was asked to confirm, and how that stands
 *   withdrawal_links  whose link a token is
 *   wordings          consent texts saved under a name: every version, never changed
 *   events            what flows are told of, in order; they point at messages and hold no text or number
 *   consumers         how far each consumer of events has come
 *   erasures          which erasures of the journal this database has seen
 *   purge_skipped     messages that a purge of texts passed over, because they still waited to be sent
 *   leases            rights that one process holds for a time
 *   settings          facts about the store itself
 *   subject_requests  what people asked for, and until when it must be answered
 *   recipients        third parties that are told of erasures
 *   recipient_notices which recipient was told of which erasure, and what is still to be told
 *   migrations        which steps of the schema have run
 */

/** A person. Personal: every column but the times. */
export interface ContactsTable {
  id: string;
  number: string;
  /** Keyed hash of the number. */
  number_key: string;
  first_name: string | null;
  last_name: string | null;
  email: string | null;
  /** The address in lower case, to be found by. */
  email_lower: string | null;
  language: string | null;
  country: string | null;
  birth_date: string | null;
  /** JSON object. */
  attributes: string;
  created_at_ms: number;
  updated_at_ms: number;
}

/** Personal: both columns together. */
export interface ContactGroupsTable {
  contact_id: string;
  group_name: string;
}

/** One act. Personal: `contact_id` and `body`, both null once the person is erased. */
export interface LedgerTable {
  sequence: number;
  id: string;
  contact_id: string | null;
  purpose: Purpose;
  act: ConsentAct;
  acted_at_ms: number;
  recorded_at_ms: number;
  body: string | null;
  commitment: string;
  previous_hash: string;
  hash: string;
}

/** Personal: every column, through `contact_id`. */
export interface ConsentStatesTable {
  contact_id: string;
  purpose: Purpose;
  state: ConsentState['state'];
  by_guardian: 0 | 1;
  entry_id: string;
  since_ms: number;
}

/** Personal: `number_key` (keyed hash), kept after an erasure so that the person is not texted again. */
export interface SuppressionsTable {
  number_key: string;
  scope: Suppression['scope'];
  reason: Suppression['reason'];
  since_ms: number;
}

/**
 * One message, as it was accepted. Personal: `contact_id`, `number`, `number_key`, `text`, `place`, `deduplication_key` (it
 * may name an order), all null once the person is erased. A message that has a contact goes to that contact's number.
 */
export interface MessagesTable {
  /** Ascends with acceptance: the order of sending within a priority. */
  sequence: Generated<number>;
  id: string;
  route: string | null;
  campaign: string | null;
  contact_id: string | null;
  number: string | null;
  number_key: string | null;
  sender: string | null;
  purpose: Purpose;
  text: string | null;
  encoding: MessageEncoding | null;
  segments: number;
  deduplication_key: string | null;
  consent_entry_id: string | null;
  accepted_at_ms: number;
  /** What the gate's decision rested on, as `compliance/gateGround` writes it. Not personal. */
  ground: string | null;
  /** Country of the recipient, and the contact's own time zone, for quiet hours; null for a service text. */
  place: string | null;
}

/** How far a message has come; one row for each. Apart from `messages`, because it changes at every step. */
export interface DeliveriesTable {
  message_sequence: number;
  route: string | null;
  priority: number;
  state: MessageState;
  /** Why it is blocked or held, or the operator's status or error code. */
  reason: string | null;
  not_before_ms: number | null;
  /** The claim that last took it: name and fence of the lease, and what tells claims under it apart. */
  claim: string | null;
  /** When it was last claimed: no receipt that came before is for it. */
  claimed_at_ms: number | null;
  claim_expires_at_ms: number | null;
  /** How many ids the operator gave for it. */
  parts: number;
  parts_delivered: number;
  submitted_at_ms: number | null;
  final_at_ms: number | null;
  changed_at_ms: number;
  /** Until when it was last held for quiet hours; stays when it goes on. */
  quiet_until_ms: number | null;
}

export interface MessagePartsTable {
  route: string;
  part_id: string;
  message_sequence: number;
  /** Null until its receipt came. */
  state: ReceiptRecord['state'] | null;
}

export interface EarlyReceiptsTable {
  route: string;
  part_id: string;
  state: ReceiptRecord['state'];
  error_code: string | null;
  done_at_ms: number;
  received_at_ms: number;
  /** See `ReceiptRecord.anyForm`. */
  any_form: Generated<0 | 1>;
}

/** Personal: the two numbers' owner through `from_number`, `number_key`, and `text`; null once the person is erased. */
export interface InboundMessagesTable {
  id: string;
  route: string;
  from_number: string | null;
  number_key: string | null;
  to_number: string;
  text: string | null;
  received_at_ms: number;
  deduplication_key: string | null;
  /** Null until it was handled. */
  reply_class: string | null;
  /** The message that answers it; not personal by itself. */
  answer_id: string | null;
  /** What a person took an unclear reply for; null until then. */
  settled_as: 'stop' | 'reply' | null;
}

/**
 * One part of a long text. Personal: `from_number`, `text` and `content`, null once the text was handed over, and
 * `number_key`. A row without content stays for a while, to tell a part that is delivered again.
 */
export interface InboundPartsTable {
  route: string;
  text_key: string;
  part: number;
  total: number;
  from_number: string | null;
  number_key: string;
  to_number: string;
  /** How it reads alone. */
  text: string | null;
  /** What the transport reads it from, with the others. */
  content: string | null;
  content_hash: string;
  received_at_ms: number;
}

/** One request to confirm a consent. Personal: every column, through `contact_id`. */
export interface OptInRequestsTable {
  id: string;
  contact_id: string;
  number_key: string;
  purpose: Purpose;
  confirm_by: OptInRequest['confirmBy'];
  /** Keyed hash over the request and its code; null for a request that a reply confirms. */
  code_hash: string | null;
  /** The message that asks. */
  message_id: string;
  request_entry_id: string;
  confirm_entry_id: string | null;
  state: OptInRequest['state'];
  wrong_tries: number;
  requested_at_ms: number;
  expires_at_ms: number;
}

/** Personal: every column, through `contact_id`. */
export interface WithdrawalLinksTable {
  token: string;
  contact_id: string;
  created_at_ms: number;
}

/** Personal: `contact_id`, null once the person is erased. A delivery report leaves it to its message. */
export interface EventsTable {
  sequence: Generated<number>;
  id: string;
  kind: EventKind;
  at_ms: number;
  contact_id: string | null;
  message_id: string | null;
  inbound_id: string | null;
  /** What a delivery report tells; null for other kinds, and where the message itself still says it. */
  state: MessageState | null;
}

/** One version of a saved template. Not personal: it is what the author wrote for everybody. */
export interface TemplatesTable {
  name: string;
  version: number;
  id: string;
  purpose: Purpose;
  /** JSON object: source by language. */
  variants: string;
  default_language: string;
  /** JSON array; null where none were declared. */
  variables: string | null;
  saved_at_ms: number;
}

/** One version of a consent text. Not personal: it is what the author wrote for everybody. */
export interface WordingsTable {
  name: string;
  version: number;
  id: string;
  purpose: Purpose;
  /** JSON object: text by language. */
  texts: string;
  default_language: string;
  saved_at_ms: number;
}

export interface ConsumersTable {
  name: string;
  sequence: number;
  /** When a listener last used it; null: not since stores note this. */
  seen_at_ms: number | null;
}

/** One erasure. Not personal: it does not say whose. */
export interface ErasuresTable {
  id: string;
  erased_at_ms: number;
}

export interface PurgeSkippedTable {
  message_sequence: number;
}

export interface LeasesTable {
  name: string;
  owner: string;
  fence: number;
  expires_at_ms: number;
}

export interface SettingsTable {
  name: string;
  value: string;
}

export interface MigrationsTable {
  version: number;
  name: string;
  applied_at_ms: number;
}

/** A request of a person. Personal: `contact_id`, `number_key`, null once the person is erased. */
export interface SubjectRequestsTable {
  id: string;
  kind: RequestKind;
  contact_id: string | null;
  number_key: string | null;
  received_at_ms: number;
  due_at_ms: number;
  extension_reason: ExtensionReason | null;
  extended_at_ms: number | null;
  /** When flows were told that it is due soon. */
  reminded_at_ms: number | null;
  answered_at_ms: number | null;
  /** The export or erasure that answered it. */
  answer_id: string | null;
}

/** Not personal: companies. */
export interface RecipientsTable {
  id: string;
  name: string;
  url: string;
  /** JSON array. */
  categories: string;
  reference_attribute: string | null;
  allow_private: 0 | 1;
  added_at_ms: number;
  removed_at_ms: number | null;
}

/** Personal: `sealed`, encrypted with a key that is not in the store, null once the recipient was told. */
export interface RecipientNoticesTable {
  id: string;
  recipient_id: string;
  erasure_id: string;
  sealed: string | null;
  state: NoticeState;
  attempts: number;
  next_at_ms: number;
  last_answer: string | null;
  created_at_ms: number;
  settled_at_ms: number | null;
}

/** Every table of the store, for Kysely. */
export interface Schema {
  contacts: ContactsTable;
  contact_groups: ContactGroupsTable;
  ledger: LedgerTable;
  consent_states: ConsentStatesTable;
  suppressions: SuppressionsTable;
  messages: MessagesTable;
  deliveries: DeliveriesTable;
  message_parts: MessagePartsTable;
  early_receipts: EarlyReceiptsTable;
  inbound_messages: InboundMessagesTable;
  inbound_parts: InboundPartsTable;
  templates: TemplatesTable;
  opt_in_requests: OptInRequestsTable;
  withdrawal_links: WithdrawalLinksTable;
  wordings: WordingsTable;
  events: EventsTable;
  consumers: ConsumersTable;
  erasures: ErasuresTable;
  purge_skipped: PurgeSkippedTable;
  leases: LeasesTable;
  subject_requests: SubjectRequestsTable;
  recipients: RecipientsTable;
  recipient_notices: RecipientNoticesTable;
  settings: SettingsTable;
  migrations: MigrationsTable;
}
