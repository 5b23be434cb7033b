import type { Migration } from './migration';

/** A reader of some kinds of events finds them among any number of others, and a report keeps the state that it tells of. */
export const eventsByKind: Migration = {
  version: 10,
  name: 'events by kind',
  statements: ({ text }) => [
    'CREATE INDEX events_by_kind ON events (kind, sequence)',
    `ALTER TABLE events ADD COLUMN state ${text}`,
  ],
};
