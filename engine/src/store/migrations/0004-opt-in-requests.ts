import type { Migration } from './migration';

/** Answers to replies, unclear replies that wait for a person, double opt-ins under way, and withdrawal links. */
export const optInRequests: Migration = {
  version: 4,
  name: 'opt-in requests',
  statements: ({ text, integer, table, keyed }) => [
    `ALTER TABLE inbound_messages ADD COLUMN answer_id ${text}`,
    `ALTER TABLE inbound_messages ADD COLUMN settled_as ${text}`,
    'CREATE INDEX inbound_messages_by_answer ON inbound_messages (answer_id) WHERE answer_id IS NOT NULL',
    `CREATE INDEX inbound_messages_flagged ON inbound_messages (received_at_ms, id)
      WHERE reply_class = 'unclear' AND settled_as IS NULL`,

    `CREATE TABLE opt_in_requests (
      id ${text} NOT NULL PRIMARY KEY,
      contact_id ${text} NOT NULL,
      number_key ${text} NOT NULL,
      purpose ${text} NOT NULL,
      confirm_by ${text} NOT NULL,
      code_hash ${text},
      message_id ${text} NOT NULL,
      request_entry_id ${text} NOT NULL,
      confirm_entry_id ${text},
      state ${text} NOT NULL,
      wrong_tries ${integer} NOT NULL,
      requested_at_ms ${integer} NOT NULL,
      expires_at_ms ${integer} NOT NULL
    ) ${table}`,
    'CREATE INDEX opt_in_requests_by_number_key ON opt_in_requests (number_key, requested_at_ms)',
    'CREATE INDEX opt_in_requests_by_contact ON opt_in_requests (contact_id)',

    `CREATE TABLE withdrawal_links (
      token ${text} NOT NULL PRIMARY KEY,
      contact_id ${text} NOT NULL,
      created_at_ms ${integer} NOT NULL
    ) ${keyed}`,
    'CREATE INDEX withdrawal_links_by_contact ON withdrawal_links (contact_id)',
  ],
};
