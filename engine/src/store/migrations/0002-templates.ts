import type { Migration } from './migration';

/** Saved templates, every version of each. */
export const templates: Migration = {
  version: 2,
  name: 'templates',
  statements: ({ text, integer, keyed }) => [
    `CREATE TABLE templates (
      name ${text} NOT NULL,
      version ${integer} NOT NULL,
      id ${text} NOT NULL,
      purpose ${text} NOT NULL,
      variants ${text} NOT NULL,
      default_language ${text} NOT NULL,
      variables ${text},
      saved_at_ms ${integer} NOT NULL,
      PRIMARY KEY (name, version)
    ) ${keyed}`,
  ],
};
