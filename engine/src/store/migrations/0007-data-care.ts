import type { Migration } from './migration';

/** What backups, erasures and purges know a store by; `schema.ts` says what the tables hold. */
export const dataCare: Migration = {
  version: 7,
  name: 'data-care',
  statements: ({ text, integer, rowKey, randomName, table, keyed }) => [
    `INSERT INTO settings (name, value) VALUES ('store_id', ${randomName})`,

    `CREATE TABLE erasures (
      id ${text} NOT NULL PRIMARY KEY,
      erased_at_ms ${integer} NOT NULL
    ) ${keyed}`,

    `CREATE TABLE purge_skipped (
      message_sequence ${rowKey}
    ) ${table}`,

    `ALTER TABLE consumers ADD COLUMN seen_at_ms ${integer}`,
  ],
};
