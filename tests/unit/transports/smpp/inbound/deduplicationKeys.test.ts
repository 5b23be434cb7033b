import { DeduplicationKeys } from '../../../../../engine/src/transports/smpp/inbound/deduplicationKeys';
import { createManualClock } from '../../../../support/manualClock';

const begin = () => {
  const clock = createManualClock();
  return { clock, keys: new DeduplicationKeys(clock), session: { isBound: true } };
};

test('a text that was not taken has the same key when it comes again', () => {
  const { keys, session } = begin();
  expect(keys.begin('YES', session).key).toBe(keys.begin('YES', session).key);
  expect(keys.begin('NO', session).key).not.toBe(keys.begin('YES', session).key);
});

test('a text that was taken in time is done with', () => {
  const { clock, keys, session } = begin();
  const first = keys.begin('YES', session);
  first.taken();
  clock.advance(1_000);
  const second = keys.begin('YES', session);
  second.taken();
  const third = keys.begin('YES', { isBound: true });
  expect(new Set([first.key, second.key, third.key]).size).toBe(3);
});

test('a text that was taken late, or whose session fell, may be the same one', () => {
  const { clock, keys, session } = begin();
  const late = keys.begin('YES', session);
  clock.advance(3_001);
  late.taken();
  expect(keys.begin('YES', session).key).toBe(late.key);

  const fell = keys.begin('NO', session);
  fell.taken();
  session.isBound = false;
  expect(keys.begin('NO', { isBound: true }).key).toBe(fell.key);
});

test('after a restart a text of the same ten minutes has the same key', () => {
  const { clock, keys, session } = begin();
  clock.advance(60_000);
  const before = keys.begin('YES', session).key;
  clock.advance(60_000);
  expect(new DeduplicationKeys(clock).begin('YES', session).key).toBe(before);
});

test('after ten minutes it is another text', () => {
  const { clock, keys, session } = begin();
  const first = keys.begin('YES', session).key;
  clock.advance(600_000);
  expect(keys.begin('YES', session).key).not.toBe(first);
});
