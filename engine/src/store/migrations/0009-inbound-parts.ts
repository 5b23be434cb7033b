import type { Migration } from './migration';

/** Parts of long texts from phones, and what early receipts are matched by; `schema.ts` says what the columns hold. */
export const inboundParts: Migration = {
  version: 9,
  name: 'inbound parts',
  statements: ({ text, integer, keyed }) => [
    `CREATE TABLE inbound_parts (
      route ${text} NOT NULL,
      text_key ${text} NOT NULL,
      part ${integer} NOT NULL,
      total ${integer} NOT NULL,
      from_number ${text},
      number_key ${text} NOT NULL,
      to_number ${text} NOT NULL,
      text ${text},
      content ${text},
      content_hash ${text} NOT NULL,
      received_at_ms ${integer} NOT NULL,
      PRIMARY KEY (route, text_key, part)
    ) ${keyed}`,
    'CREATE INDEX inbound_parts_by_number_key ON inbound_parts (number_key)',

    `ALTER TABLE early_receipts ADD COLUMN any_form ${integer} NOT NULL DEFAULT 0`,
    'CREATE INDEX early_receipts_of_any_form ON early_receipts (route, received_at_ms) WHERE any_form = 1',
    `ALTER TABLE deliveries ADD COLUMN claimed_at_ms ${integer}`,
  ],
};
