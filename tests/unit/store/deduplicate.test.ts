import type { NewMessage } from '../../../engine/src/delivery/message';
import { deduplicate, givesWay, type KeyHolder } from '../../../engine/src/store/queries/deduplicate';

const message = (id: string, key: string | null, state: NewMessage['state'] = 'queued') =>
  ({ id, deduplicationKey: key, state }) as NewMessage;
const holders = (...entries: [string, KeyHolder][]) => new Map(entries);

test('messages without a key are all inserted', () => {
  const messages = [message('a', null), message('b', null)];
  expect(deduplicate(messages, holders()).inserts).toEqual(messages);
});

test('a message in the store stands, whatever comes', () => {
  const held = holders(['k', { id: 'old', state: 'delivered' }]);
  const result = deduplicate([message('a', 'k', 'blocked'), message('b', 'k')], held);
  expect(result.inserts).toEqual([]);
  expect(result.outcomes).toEqual([
    { outcome: 'duplicate', id: 'old', state: 'delivered' },
    { outcome: 'duplicate', id: 'old', state: 'delivered' },
  ]);
});

test('only what never leaves gives way', () => {
  const states = [
    'queued',
    'held',
    'claimed',
    'submitted',
    'undelivered',
    'uncertain',
    'blocked',
    'cancelled',
  ] as const;
  expect(states.filter(givesWay)).toEqual(['blocked', 'cancelled']);
});

test('the first that is not blocked stands; of blocked ones only the last is inserted', () => {
  const messages = [
    message('a', 'k', 'blocked'),
    message('b', 'k', 'blocked'),
    message('c', 'k', 'held'),
    message('d', 'k'),
    message('e', 'other', 'blocked'),
  ];
  const { outcomes, inserts } = deduplicate(messages, holders());
  expect(inserts.map(({ id }) => id)).toEqual(['c', 'e']);
  expect(outcomes.map(({ outcome, id }) => `${outcome} ${id}`)).toEqual([
    'appended a',
    'appended b',
    'appended c',
    'duplicate c',
    'appended e',
  ]);
});
