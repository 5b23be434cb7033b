import type { Migration } from './migration';

/** What people asked for and until when, and the third parties that are told of erasures; `schema.ts` says what the tables hold. */
export const subjectRequests: Migration = {
  version: 8,
  name: 'subject requests',
  statements: ({ text, integer, keyed, table }) => [
    `CREATE TABLE subject_requests (
      id ${text} NOT NULL PRIMARY KEY,
      kind ${text} NOT NULL,
      contact_id ${text},
      number_key ${text},
      received_at_ms ${integer} NOT NULL,
      due_at_ms ${integer} NOT NULL,
      extension_reason ${text},
      extended_at_ms ${integer},
      reminded_at_ms ${integer},
      answered_at_ms ${integer},
      answer_id ${text}
    ) ${table}`,
    'CREATE INDEX subject_requests_open ON subject_requests (due_at_ms, id) WHERE answered_at_ms IS NULL',
    'CREATE INDEX subject_requests_by_contact ON subject_requests (contact_id) WHERE contact_id IS NOT NULL',
    'CREATE INDEX subject_requests_by_number_key ON subject_requests (number_key) WHERE number_key IS NOT NULL',

    `CREATE TABLE recipients (
      id ${text} NOT NULL PRIMARY KEY,
      name ${text} NOT NULL,
      url ${text} NOT NULL,
      categories ${text} NOT NULL,
      reference_attribute ${text},
      allow_private ${integer} NOT NULL,
      added_at_ms ${integer} NOT NULL,
      removed_at_ms ${integer}
    ) ${keyed}`,
    'CREATE UNIQUE INDEX recipients_by_name ON recipients (name) WHERE removed_at_ms IS NULL',

    `CREATE TABLE recipient_notices (
      id ${text} NOT NULL PRIMARY KEY,
      recipient_id ${text} NOT NULL,
      erasure_id ${text} NOT NULL,
      sealed ${text},
      state ${text} NOT NULL,
      attempts ${integer} NOT NULL,
      next_at_ms ${integer} NOT NULL,
      last_answer ${text},
      created_at_ms ${integer} NOT NULL,
      settled_at_ms ${integer}
    ) ${table}`,
    "CREATE INDEX recipient_notices_waiting ON recipient_notices (next_at_ms, id) WHERE state = 'waiting'",
    'CREATE INDEX recipient_notices_by_erasure ON recipient_notices (erasure_id)',
  ],
};
