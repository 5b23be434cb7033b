import { IdSeries } from '../../../engine/src/store/sqlite/idSeries';

test('ids follow the given one and stay UUIDs', () => {
  const ids = new IdSeries();
  ids.startAt('019a0000-0000-7000-8000-0000000000fe');
  expect([ids.next(), ids.next(), ids.next()]).toEqual([
    '019a0000-0000-7000-8000-0000000000fe',
    '019a0000-0000-7000-8000-0000000000ff',
    '019a0000-0000-7000-8000-000000000100',
  ]);
});

test('the tail starts over at its end', () => {
  const ids = new IdSeries();
  ids.startAt('019a0000-0000-7000-8000-ffffffffffff');
  ids.next();
  expect(ids.next()).toBe('019a0000-0000-7000-8000-000000000000');
});
