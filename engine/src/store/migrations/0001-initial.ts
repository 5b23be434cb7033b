import type { Migration } from './migration';

/** The first schema; `schema.ts` says what the tables hold. */
export const initial: Migration = {
  version: 1,
  name: 'initial',
  statements: ({ integer, sequence, rowKey, table, keyed }) => [
    `CREATE TABLE contacts (
      id TEXT NOT NULL PRIMARY KEY,
      number TEXT NOT NULL UNIQUE,
      number_key TEXT NOT NULL,
      first_name TEXT,
      last_name TEXT,
      email TEXT,
      email_lower TEXT,
      language TEXT,
      country TEXT,
      birth_date TEXT,
      attributes TEXT NOT NULL,
      created_at_ms ${integer} NOT NULL,
      updated_at_ms ${integer} NOT NULL
    ) ${table}`,
    // Not unique: a second unique index would fail where two processes insert one number at the same moment.
    'CREATE INDEX contacts_by_number_key ON contacts (number_key)',
    'CREATE INDEX contacts_by_email ON contacts (email_lower) WHERE email_lower IS NOT NULL',

    `CREATE TABLE contact_groups (
      contact_id TEXT NOT NULL,
      group_name TEXT NOT NULL,
      PRIMARY KEY (contact_id, group_name)
    ) ${keyed}`,
    'CREATE INDEX contact_groups_by_group ON contact_groups (group_name, contact_id)',

    `CREATE TABLE ledger (
      sequence ${integer} NOT NULL PRIMARY KEY,
      id TEXT NOT NULL,
      contact_id TEXT,
      purpose TEXT NOT NULL,
      act TEXT NOT NULL,
      acted_at_ms ${integer} NOT NULL,
      recorded_at_ms ${integer} NOT NULL,
      body TEXT,
      commitment TEXT NOT NULL,
      previous_hash TEXT NOT NULL,
      hash TEXT NOT NULL
    ) ${table}`,
    'CREATE INDEX ledger_by_contact ON ledger (contact_id, sequence) WHERE contact_id IS NOT NULL',

    `CREATE TABLE consent_states (
      contact_id TEXT NOT NULL,
      purpose TEXT NOT NULL,
      state TEXT NOT NULL,
      by_guardian ${integer} NOT NULL,
      entry_id TEXT NOT NULL,
      since_ms ${integer} NOT NULL,
      PRIMARY KEY (contact_id, purpose)
    ) ${keyed}`,

    `CREATE TABLE suppressions (
      number_key TEXT NOT NULL,
      scope TEXT NOT NULL,
      reason TEXT NOT NULL,
      since_ms ${integer} NOT NULL,
      PRIMARY KEY (number_key, scope)
    ) ${keyed}`,

    `CREATE TABLE messages (
      sequence ${sequence},
      id TEXT NOT NULL UNIQUE,
      route TEXT,
      campaign TEXT,
      contact_id TEXT,
      number TEXT,
      number_key TEXT,
      sender TEXT,
      purpose TEXT NOT NULL,
      text TEXT,
      encoding TEXT,
      segments ${integer} NOT NULL,
      deduplication_key TEXT,
      consent_entry_id TEXT,
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
      route TEXT,
      priority ${integer} NOT NULL,
      state TEXT NOT NULL,
      reason TEXT,
      not_before_ms ${integer},
      claim TEXT,
      claim_expires_at_ms ${integer},
      parts ${integer} NOT NULL DEFAULT 0,
      parts_delivered ${integer} NOT NULL DEFAULT 0,
      submitted_at_ms ${integer},
      final_at_ms ${integer},
      changed_at_ms ${integer} NOT NULL
    ) ${table}`,
    "CREATE INDEX deliveries_queued ON deliveries (route, priority DESC, message_sequence) WHERE state = 'queued'",
    "CREATE INDEX deliveries_held ON deliveries (route, priority, not_before_ms) WHERE state = 'held'",
    "CREATE INDEX deliveries_claimed ON deliveries (route, claim_expires_at_ms) WHERE state = 'claimed'",
    "CREATE INDEX deliveries_submitted ON deliveries (route) WHERE state = 'submitted'",

    `CREATE TABLE message_parts (
      route TEXT NOT NULL,
      part_id TEXT NOT NULL,
      message_sequence ${integer} NOT NULL,
      state TEXT,
      PRIMARY KEY (route, part_id)
    ) ${keyed}`,

    `CREATE TABLE early_receipts (
      route TEXT NOT NULL,
      part_id TEXT NOT NULL,
      state TEXT NOT NULL,
      error_code TEXT,
      done_at_ms ${integer} NOT NULL,
      received_at_ms ${integer} NOT NULL,
      PRIMARY KEY (route, part_id)
    ) ${keyed}`,

    `CREATE TABLE inbound_messages (
      id TEXT NOT NULL PRIMARY KEY,
      route TEXT NOT NULL,
      from_number TEXT,
      number_key TEXT,
      to_number TEXT NOT NULL,
      text TEXT,
      received_at_ms ${integer} NOT NULL,
      deduplication_key TEXT,
      reply_class TEXT
    ) ${table}`,
    `CREATE UNIQUE INDEX inbound_messages_by_deduplication_key
      ON inbound_messages (route, deduplication_key)`,
    'CREATE INDEX inbound_messages_unhandled ON inbound_messages (received_at_ms, id) WHERE reply_class IS NULL',
    'CREATE INDEX inbound_messages_by_number_key ON inbound_messages (number_key) WHERE number_key IS NOT NULL',

    `CREATE TABLE events (
      sequence ${sequence},
      id TEXT NOT NULL,
      kind TEXT NOT NULL,
      at_ms ${integer} NOT NULL,
      contact_id TEXT,
      message_id TEXT,
      inbound_id TEXT
    ) ${table}`,
    'CREATE INDEX events_by_contact ON events (contact_id) WHERE contact_id IS NOT NULL',

    `CREATE TABLE consumers (
      name TEXT NOT NULL PRIMARY KEY,
      sequence ${integer} NOT NULL
    ) ${keyed}`,

    `CREATE TABLE leases (
      name TEXT NOT NULL PRIMARY KEY,
      owner TEXT NOT NULL,
      fence ${integer} NOT NULL,
      expires_at_ms ${integer} NOT NULL
    ) ${keyed}`,

    `CREATE TABLE settings (
      name TEXT NOT NULL PRIMARY KEY,
      value TEXT NOT NULL
    ) ${keyed}`,
  ],
};
