import { entry, type ErrorEntry, type ErrorKind } from './errorEntry';
import { operatorErrors } from './operatorErrors';

export type { ErrorKind };

/** Facts for the two sentences of an error: never a phone number, name, text or secret. */
export type ErrorData = Readonly<Record<string, string | number | boolean | undefined>>;

/** Every error that Zgoda raises, with its two sentences. */
export const errorTable = {
  // input: one item is wrong; the others go on
  invalid_input: entry('input', false, '{field}: {problem}.', 'Correct this field and run the item again.'),
  invalid_number: entry(
    'input',
    false,
    'This is not a phone number that a text can be sent to ({problem}).',
    'Write it in international form, for example +48 and nine digits, or set a default country.',
  ),
  wrong_encoding: entry(
    'input',
    false,
    '{field}: the text was read in the wrong encoding; it holds broken characters.',
    'Save the file as UTF-8, or choose its encoding where it is read, and run the item again.',
  ),
  country_missing: entry(
    'input',
    false,
    'The phone number has no country code, and no default country is set.',
    'Write the number with + and its country code, or set Default Country.',
  ),
  empty_text: entry('input', false, 'The text is empty.', 'Write a text, or check the field that it comes from.'),
  broken_template: entry(
    'input',
    false,
    'The template cannot be read: {problem}.',
    'Check the braces and block names near line {line}.',
  ),
  missing_variable: entry(
    'input',
    false,
    'The template needs "{variable}", which this recipient does not have.',
    'Add the value, or give a fallback in the template: {{default {variable} "..."}}.',
  ),
  template_unknown: entry(
    'input',
    false,
    'There is no saved template "{template}".',
    'Correct the name, or save the template first.',
  ),
  template_refused: entry(
    'input',
    false,
    'The template was not saved. {problem}',
    'Correct the template and save it again.',
  ),
  unusable_variable: entry(
    'input',
    false,
    'The template cannot use "{variable}": {problem}.',
    'Correct the value, or the template.',
  ),
  template_limit: entry(
    'input',
    false,
    'The template was stopped: {problem}.',
    'Make the template shorter, or its lists smaller.',
  ),
  unwritable_text: entry(
    'input',
    false,
    'The text has characters that the route cannot carry (first at position {position}).',
    'Remove them, or let the route send Unicode (UCS-2).',
  ),
  text_too_long: entry(
    'input',
    false,
    'The text needs {segments} segments; the route takes at most {limit}.',
    'Shorten the text.',
  ),
  consent_proof_missing: entry(
    'input',
    false,
    'A consent cannot be recorded without its proof: {field} is missing.',
    'Give the exact wording that the person saw, the method and the source.',
  ),
  implied_consent: entry(
    'input',
    false,
    'A consent must be an act of the person; {method} is not one.',
    'Ask the person, and record how they agreed (GDPR Art. 4(11) and recital 32).',
  ),
  message_unknown: entry('input', false, 'There is no message with this id.', 'Take the id that Send SMS gave.'),
  message_not_uncertain: entry(
    'input',
    false,
    'This message is not uncertain; it is {state}.',
    'List those that are (zgoda uncertain), and give the id of one.',
  ),
  message_emptied: entry(
    'input',
    false,
    'The number or the text of this message was taken away; it cannot be sent again.',
    'Settle it as sent or failed.',
  ),
  campaign_unknown: entry(
    'input',
    false,
    'No text was accepted under this campaign name.',
    'Write the name exactly as in Send SMS.',
  ),
  wording_unknown: entry(
    'input',
    false,
    'There is no saved wording "{wording}".',
    'Correct the name, or save the wording first.',
  ),
  wording_refused: entry(
    'input',
    false,
    'The wording was not saved. {problem}',
    'Correct the wording and save it again.',
  ),
  reply_unknown: entry(
    'input',
    false,
    'No unclear reply with this id waits for a person.',
    'List those that wait (zgoda replies), and give the id of one.',
  ),
  subject_missing: entry(
    'input',
    false,
    'No subject was given.',
    'Give a phone number, a contact id or an e-mail address.',
  ),
  subject_ambiguous: entry(
    'input',
    false,
    '{count} contacts share this e-mail address; they may be different people.',
    'Find out who asks, and use the phone number or the contact id.',
  ),
  suppression_key_foreign: entry(
    'input',
    false,
    'The hash was made with another secret key; it says nothing here.',
    'Import the list into a store with the same key, or import phone numbers.',
  ),
  recipient_exists: entry(
    'input',
    false,
    'There is a recipient of this name.',
    'Remove it first, or choose another name.',
  ),
  recipient_unknown: entry(
    'input',
    false,
    'There is no recipient of this name.',
    'Take its name from zgoda recipients.',
  ),
  request_unknown: entry('input', false, 'There is no such request.', 'Take its id from zgoda requests.'),
  request_answered: entry(
    'input',
    false,
    'The request was answered already.',
    'Note a new one if the person asks again.',
  ),
  request_not_extendable: entry(
    'input',
    false,
    'The request cannot be extended: {problem}.',
    'Answer it now; the law allows two months more once, and only within the first month.',
  ),
  file_unreadable: entry('input', false, 'The input file cannot be read: {problem}.', 'Check the path and its rights.'),
  file_unwritable: entry(
    'input',
    false,
    'The document cannot be written: {problem}.',
    'Check the folder and its rights, and run the item again.',
  ),
  line_unreadable: entry(
    'input',
    false,
    'Line {line} is not a JSON object.',
    'Write one JSON object a line (JSON Lines), in UTF-8.',
  ),
  backup_damaged: entry(
    'input',
    false,
    'This is not a whole backup: {problem}.',
    'Use another backup. Nothing was changed.',
  ),
  script_line_unreadable: entry(
    'input',
    false,
    'Line {line} of the script is not a text from a phone.',
    'Write {"afterMs": 1000, "from": "+447700900123", "to": "60000", "text": "STOP"} on one line.',
  ),

  // config: nothing goes on until the user mends the configuration
  invalid_config: entry('config', false, 'The setting {field} is wrong: {problem}.', 'Correct this setting.'),
  store_newer: entry(
    'config',
    false,
    'The store was written by a newer version of Zgoda (schema {found}, this version knows {known}).',
    'Update Zgoda, or restore a backup made by this version.',
  ),
  store_read_only: entry(
    'config',
    false,
    'The store folder cannot be written ({problem}).',
    'Give this user the right to write there, or choose another folder.',
  ),
  store_key_wrong: entry(
    'config',
    false,
    'The store was made with another secret key.',
    'Put back the key file of this store, or set the same key that the other processes use.',
  ),
  store_key_missing: entry(
    'config',
    false,
    'The secret key of this store is missing.',
    'Put its key file back ({file}), or set Secret Key (ZGODA_SECRET_KEY); zgoda restore also takes --key-file. A backup does not hold it.',
  ),
  store_damaged: entry(
    'config',
    false,
    'The database of the store cannot be read: {problem}.',
    'End what uses the store, then restore the last backup: zgoda restore --from FILE --to FOLDER --replace.',
  ),
  store_moved: entry(
    'config',
    false,
    'This store was moved to {place}.',
    'Set that address as the store. To use this one again, move the data back with zgoda migrate-store.',
  ),
  store_foreign_host: entry(
    'config',
    false,
    'Another machine ({host}) has this store folder open.',
    'An embedded store works on one machine. Use PostgreSQL for several.',
  ),
  store_rights: entry(
    'config',
    false,
    'PostgreSQL refused: {problem}.',
    'Check the user, its password, and that it may create and write tables: GRANT CREATE ON DATABASE, or ownership of the schema.',
  ),
  queue_mode_needs_postgres: entry(
    'config',
    false,
    'n8n runs in queue mode, where an embedded store cannot be shared between workers.',
    'Set a PostgreSQL address in the Zgoda Store credential.',
  ),
  sender_invalid: entry(
    'config',
    false,
    'The sender is not usable: {problem}.',
    'Use up to 11 letters and digits, a short code, or a number in international form.',
  ),

  // conflict
  already_open: entry(
    'conflict',
    false,
    'Another process (pid {pid}) has this store open.',
    'End it first, or use PostgreSQL to share a store between processes.',
  ),
  store_not_empty: entry(
    'conflict',
    false,
    'There is a store with data in this place.',
    'Choose an empty place, or add --replace to give up what is there.',
  ),

  account_conflict: entry(
    'conflict',
    true,
    'Another account with the same login and host, but other settings, is in use ({route}).',
    'Give both the same settings, or give one a Route Name of its own.',
  ),

  // unavailable: try again later
  store_busy: entry('unavailable', true, 'The store is busy.', 'Try again in a moment.'),
  store_full: entry(
    'unavailable',
    true,
    'The disk of the store is full; nothing was accepted.',
    'Free some space, then run the item again. What was accepted before is safe.',
  ),
  store_stopped: entry(
    'unavailable',
    true,
    'The thread of the store ended ({problem}) while this was under way; whether it was stored is not known.',
    'Another one takes its place. What was accepted before is safe. Look whether this was stored, then run the item again.',
  ),
  store_unreachable: entry(
    'unavailable',
    true,
    'The store cannot be reached ({problem}).',
    'Check that PostgreSQL runs and the address is right. What was accepted before is safe.',
  ),
  wait_timeout: entry(
    'unavailable',
    true,
    'The text was accepted but had not become {wanted} after {seconds} s (it is {state}).',
    'It stays in the queue; ask for its state later.',
  ),

  ...operatorErrors,

  // rejected, protocol, uncertain, internal
  operator_rejected: entry(
    'rejected',
    false,
    'The operator rejected the text ({status}).',
    'Ask your operator what this status means for your account.',
  ),
  protocol_error: entry('protocol', true, 'The operator sent something unreadable ({problem}).', 'Tell your operator.'),
  move_unfinished: entry(
    'uncertain',
    false,
    'The move to {place} did not end: {problem} The old store stays closed, so that no text is sent twice: the new one may hold its data already.',
    'Mend the cause, then look into the new store (zgoda ledger verify). If it holds the data, use it from now on. If it is empty, run zgoda migrate-store again. If it does not open, run it again with --replace, but only if nothing has used the new store.',
  ),
  outcome_unknown: entry(
    'uncertain',
    false,
    'The connection broke before the operator answered; the text may or may not have been sent.',
    'Ask the operator, or wait for the delivery report. Zgoda does not send it again by itself.',
  ),
  internal: entry('internal', false, 'Something failed inside Zgoda ({problem}).', 'Please report it.'),
} as const satisfies Record<string, ErrorEntry>;

/** Code of an error, the stable part of it. */
export type ErrorCode = keyof typeof errorTable;

/** The one error of Zgoda: `message` says what happened, `description` how to mend it. */
export class ZgodaError extends Error {
  readonly code: ErrorCode;
  readonly kind: ErrorKind;
  readonly retry: boolean;
  readonly data: ErrorData;
  readonly description: string;

  constructor(code: ErrorCode, data: ErrorData = {}, cause?: unknown) {
    const { kind, retry, message, mend } = errorTable[code];
    super(fill(message, data), cause === undefined ? undefined : { cause });
    this.name = 'ZgodaError';
    this.code = code;
    this.kind = kind;
    this.retry = retry;
    this.data = data;
    this.description = fill(mend, data);
  }
}

/** Anything thrown, as a ZgodaError: its own kind is kept, all else becomes `internal`. */
export function toZgodaError(thrown: unknown): ZgodaError {
  if (thrown instanceof ZgodaError) return thrown;
  return new ZgodaError('internal', { problem: thrown instanceof Error ? thrown.name : typeof thrown }, thrown);
}

function fill(sentence: string, data: ErrorData): string {
  return sentence.replace(/(?<!\{)\{(\w+)\}(?!\})/g, (whole, name: string) => String(data[name] ?? whole));
}
