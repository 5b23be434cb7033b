import { DateTime } from 'luxon';
import { deadlineMs } from '../../../engine/src/compliance/deadline';

const poland = { zone: 'Europe/Warsaw', country: 'PL' };

/** The deadline of a request, as people write it in that zone. */
function deadline(received: string, months: number, place: { zone: string; country: string | null } = poland): string {
  const receivedAtMs = DateTime.fromISO(received, { zone: place.zone }).toMillis();
  return DateTime.fromMillis(deadlineMs(receivedAtMs, months, place), { zone: place.zone }).toFormat(
    'yyyy-MM-dd HH:mm:ss',
  );
}

describe('the deadline of a request', () => {
  it.each([
    ['the same day of the next month', '2026-03-05T10:00', 1, '2026-04-07'], // Easter Monday is 6 April, the 5th a Sunday
    ['an ordinary day', '2026-06-09T23:59', 1, '2026-07-09'],
    ['a month without that day: its last', '2027-01-31T08:00', 1, '2027-03-01'], // 28 February is a Sunday
    ['31 August', '2026-08-31T08:00', 1, '2026-09-30'],
    ['a leap year', '2028-01-31T08:00', 1, '2028-02-29'],
    ['a Saturday: the next Monday', '2026-09-10T08:00', 1, '2026-10-12'],
    ['a public holiday: the next working day', '2026-10-11T08:00', 1, '2026-11-12'],
    ['three months', '2026-06-09T08:00', 3, '2026-09-09'],
    ['over the turn of the year', '2026-11-25T08:00', 1, '2026-12-28'],
  ])('%s', (_case, received, months, expected) => {
    expect(deadline(received, months)).toBe(`${expected} 23:59:59`);
  });

  it('knows only weekends where the country is unknown', () => {
    expect(deadline('2026-10-11T08:00', 1, { zone: 'UTC', country: null })).toBe('2026-11-11 23:59:59');
  });

  it('is reckoned in the zone of the controller, also over a change of clocks', () => {
    expect(deadline('2026-03-20T23:30', 1)).toBe('2026-04-20 23:59:59');
    expect(deadlineMs(Date.parse('2026-03-20T23:30:00Z'), 1, poland)).toBe(Date.parse('2026-04-21T21:59:59.999Z'));
  });
});
