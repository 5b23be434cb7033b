import type { Migration } from './migration';

/**
 * The messages of a person are found block by block of the outbox, so that a new one changes a page that is in memory anyway;
 * `engine/decisions/0056` says what it brought. `queries/subjectRows.ts` asks in the same words.
 */
export const personsByBlock: Migration = {
  version: 11,
  name: 'persons by block',
  statements: () => [
    'DROP INDEX messages_by_contact',
    'CREATE INDEX messages_by_contact ON messages ((sequence / 16384), contact_id) WHERE contact_id IS NOT NULL',
    'DROP INDEX messages_by_number_key',
    `CREATE INDEX messages_by_number_key ON messages ((sequence / 16384), number_key)
      WHERE contact_id IS NULL AND number_key IS NOT NULL`,
  ],
};
