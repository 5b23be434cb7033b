import type { Migration } from './migration';

/** The first schema; `schema.ts` says what the tables hold. */
export const initial: Migration = {
  version: 1,
  name: 'initial',
  statements: ({ text, integer, sequence, rowKey, table, changing, keyed }) => [
    `CREATE TABLE contacts (
      id ${text} NOT NULL PRIMARY KEY,
      number ${text} NOT NULL UNIQUE,
      number_key ${text} NOT NULL,
      first_name ${text},
      last_name ${text},
      email ${text},
      email_lower ${text},
      language ${text},
      country ${text},
      birth_date ${text},
      attributes ${text} NOT NULL,
      created_at_ms ${integer} NOT NULL,
      updated_at_ms ${integer} NOT NULL
    ) ${table}`,
    // Not unique: a second unique index would fail where two processes insert one number at the same moment.
    'CREATE INDEX contacts_by_number_key ON contacts (number_key)',
    'CREATE INDEX contacts_by_email ON contacts (email_lower) WHERE email_lower IS NOT NULL',

    `CREATE TABLE contact_groups (
      contact_id ${text} NOT NULL,
      group_name ${text} NOT NULL,
      PRIMARY KEY (contact_id, group_name)
    ) ${keyed}`,
    'CREATE INDEX contact_groups_by_group ON contact_groups (group_name, contact_id)',

    `CREATE TABLE ledger (
      sequence ${integer} NOT NULL PRIMARY KEY,
      id ${text} NOT NULL,
      contact_id ${text},
      purpose ${text} NOT NULL,
      act ${text} NOT NULL,
      acted_at_ms ${integer} NOT NULL,
      recorded_at_ms ${integer} NOT NULL,
      body ${text},
      commitment ${text} NOT NULL,
      previous_hash ${text} NOT NULL,
      hash ${text} NOT NULL
    ) ${table}`,
    'CREATE INDEX ledger_by_contact ON ledger (contact_id, sequence) WHERE contact_id IS NOT NULL',

    `CREATE TABLE consent_states (
      contact_id ${text} NOT NULL,
      purpose ${text} NOT NULL,
      state ${text} NOT NULL,
      by_guardian ${integer} NOT NULL,
      entry_id ${text} NOT NULL,
      since_ms ${integer} NOT NULL,
      PRIMARY KEY (contact_id, purpose)
    ) ${keyed}`,

    `CREATE TABLE suppressions (
      number_key ${text} NOT NULL,
      scope ${text} NOT NULL,
      reason ${text} NOT NULL,
      since_ms ${integer} NOT NULL,
      PRIMARY KEY (number_key, scope)
    ) ${keyed}`,

    `CREATE TABLE messages (
      sequence ${sequence},
      id ${text} NOT NULL UNIQUE,
      route ${text},
      campaign ${text},
      contact_id ${text},
      number ${text},
      number_key ${text},
      sender ${text},
      purpose ${text} NOT NULL,
      text ${text},
      encoding ${text},
      segments ${integer} NOT NULL,
      deduplication_key ${text},
      consent_entry_id ${text},
      accepted_at_ms ${integer} NOT NULL
    ) ${table}`,
    `CREATE UNIQUE INDEX messages_by_deduplication_key ON messages (deduplication_key)
      WHERE deduplication_key IS NOT NULL`,
    'CREATE INDEX messages_by_campaign ON messages (campaign, sequence) WHERE campaign IS NOT NULL',
    'CREATE INDEX messages_by_contact ON messages (contact_id) WHERE contact_id IS NOT NULL',
    `CREATE INDEX messages_by_number_key ON messages (number_key)
      WHERE contact_id IS NULL AND number_key IS NOT NULL`,

    `CREATE TABLE deliveries (
      message_sequence ${rowKey},
      route ${text},
      priority ${integer} NOT NULL,
      state ${text} NOT NULL,
      reason ${text},
      not_before_ms ${integer},
      claim ${text},
      claim_expires_at_ms ${integer},
      parts ${integer} NOT NULL DEFAULT 0,
      parts_delivered ${integer} NOT NULL DEFAULT 0,
      submitted_at_ms ${integer},
      final_at_ms ${integer},
      changed_at_ms ${integer} NOT NULL
    ) ${changing}`,
    "CREATE INDEX deliveries_queued ON deliveries (route, priority DESC, message_sequence) WHERE state = 'queued'",
    "CREATE INDEX deliveries_held ON deliveries (route, priority, not_before_ms) WHERE state = 'held'",
    "CREATE INDEX deliveries_claimed ON deliveries (route, claim_expires_at_ms) WHERE state = 'claimed'",

    `CREATE TABLE message_parts (
      route ${text} NOT NULL,
      part_id ${text} NOT NULL,
      message_sequence ${integer} NOT NULL,
      state ${text},
      PRIMARY KEY (route, part_id)
    ) ${keyed}`,

    `CREATE TABLE early_receipts (
      route ${text} NOT NULL,
      part_id ${text} NOT NULL,
      state ${text} NOT NULL,
      error_code ${text},
      done_at_ms ${integer} NOT NULL,
      received_at_ms ${integer} NOT NULL,
      PRIMARY KEY (route, part_id)
    ) ${keyed}`,

    `CREATE TABLE inbound_messages (
      id ${text} NOT NULL PRIMARY KEY,
      route ${text} NOT NULL,
      from_number ${text},
      number_key ${text},
      to_number ${text} NOT NULL,
      text ${text},
      received_at_ms ${integer} NOT NULL,
      deduplication_key ${text},
      reply_class ${text}
    ) ${table}`,
    `CREATE UNIQUE INDEX inbound_messages_by_deduplication_key
      ON inbound_messages (route, deduplication_key)`,
    'CREATE INDEX inbound_messages_unhandled ON inbound_messages (received_at_ms, id) WHERE reply_class IS NULL',
    'CREATE INDEX inbound_messages_by_number_key ON inbound_messages (number_key) WHERE number_key IS NOT NULL',

    `CREATE TABLE events (
      sequence ${sequence},
      id ${text} NOT NULL,
      kind ${text} NOT NULL,
      at_ms ${integer} NOT NULL,
      contact_id ${text},
      message_id ${text},
      inbound_id ${text}
    ) ${table}`,
    'CREATE INDEX events_by_contact ON events (contact_id) WHERE contact_id IS NOT NULL',

    `CREATE TABLE consumers (
      name ${text} NOT NULL PRIMARY KEY,
      sequence ${integer} NOT NULL
    ) ${keyed}`,

    `CREATE TABLE leases (
      name ${text} NOT NULL PRIMARY KEY,
      owner ${text} NOT NULL,
      fence ${integer} NOT NULL,
      expires_at_ms ${integer} NOT NULL
    ) ${keyed}`,

    `CREATE TABLE settings (
      name ${text} NOT NULL PRIMARY KEY,
      value ${text} NOT NULL
    ) ${keyed}`,
  ],
};
