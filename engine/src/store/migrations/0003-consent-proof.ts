import type { Migration } from './migration';

/** Consent wordings, and what each message needs to be explained years later; `schema.ts` says what the columns hold. */
export const consentProof: Migration = {
  version: 3,
  name: 'consent-proof',
  statements: ({ text, integer, keyed }) => [
    `CREATE TABLE wordings (
      name ${text} NOT NULL,
      version ${integer} NOT NULL,
      id ${text} NOT NULL,
      purpose ${text} NOT NULL,
      texts ${text} NOT NULL,
      default_language ${text} NOT NULL,
      saved_at_ms ${integer} NOT NULL,
      PRIMARY KEY (name, version)
    ) ${keyed}`,
    'CREATE UNIQUE INDEX ledger_by_id ON ledger (id)',
    `ALTER TABLE messages ADD COLUMN ground ${text}`,
    `ALTER TABLE messages ADD COLUMN place ${text}`,
    `ALTER TABLE deliveries ADD COLUMN quiet_until_ms ${integer}`,
  ],
};
