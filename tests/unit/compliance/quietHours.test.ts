import { DateTime } from 'luxon';
import type { QuietSettings } from '../../../engine/src/config';
import { isPublicHoliday } from '../../../engine/src/compliance/jurisdictions/publicHolidays';
import { ruleAt } from '../../../engine/src/compliance/jurisdictions/rules';
import { createQuietHours, type QuietRecipient } from '../../../engine/src/compliance/quietHours';

const recipient = (change: Partial<QuietRecipient>): QuietRecipient => ({
  number: '+33639980001',
  country: 'FR',
  zone: null,
  isRehearsal: false,
  ...change,
});

const byCountry = createQuietHours({ mode: 'byCountry' }, 'UTC');
const at = (time: string, zone: string): number => DateTime.fromISO(time, { zone }).toMillis();
const shown = (timeMs: number | null, zone: string): string | null =>
  timeMs === null ? null : DateTime.fromMillis(timeMs, { zone }).toFormat("yyyy-MM-dd'T'HH:mm");

describe('quiet hours by country', () => {
  it.each([
    // A Wednesday, a Saturday night before a Sunday, a Sunday, Bastille Day (a Tuesday), Easter Monday, Ascension Day.
    ['2026-11-25T07:59', '2026-11-25T08:00'],
    ['2026-11-25T08:00', null],
    ['2026-11-25T21:59', null],
    ['2026-11-25T22:00', '2026-11-26T08:00'],
    ['2026-11-28T22:30', '2026-11-30T08:00'],
    ['2026-11-29T12:00', '2026-11-30T08:00'],
    ['2026-07-14T12:00', '2026-07-15T08:00'],
    ['2026-04-06T12:00', '2026-04-07T08:00'],
    ['2026-05-14T12:00', '2026-05-15T08:00'],
    // 1 November 2025 is a Saturday: All Saints, then a Sunday.
    ['2025-10-31T23:00', '2025-11-03T08:00'],
  ])('in France at %s: until %s', (time, until) => {
    const zone = 'Europe/Paris';
    expect(shown(byCountry.quietUntilMs(recipient({}), at(time, zone)), zone)).toBe(until);
  });

  it.each([
    ['2026-11-29T07:59', '2026-11-29T08:00'],
    ['2026-11-29T19:59', null],
    ['2026-11-29T20:00', '2026-11-30T08:00'],
    // The clocks change in the night of 29 March.
    ['2026-03-28T21:00', '2026-03-29T08:00'],
  ])('in Poland at %s, a Sunday too: until %s', (time, until) => {
    const zone = 'Europe/Warsaw';
    const person = recipient({ country: 'PL', number: '+48' });
    expect(shown(byCountry.quietUntilMs(person, at(time, zone)), zone)).toBe(until);
  });

  it('waits until it may come in every zone where the person may be', () => {
    const zone = 'America/New_York';
    const american = recipient({ country: 'US', number: '+12125550123' });
    expect(shown(byCountry.quietUntilMs(american, at('2026-11-25T08:00', zone)), zone)).toBe('2026-11-25T11:00');
    expect(byCountry.quietUntilMs(american, at('2026-11-25T12:00', zone))).toBeNull();
    expect(shown(byCountry.quietUntilMs(american, at('2026-11-25T21:00', zone)), zone)).toBe('2026-11-26T11:00');
  });

  it('takes the zone of the contact where it is known, and one of the number', () => {
    const eight = at('2026-11-25T08:00', 'America/New_York');
    const american = recipient({ country: 'US', number: '+12125550123' });
    expect(byCountry.quietUntilMs({ ...american, zone: 'America/New_York' }, eight)).toBeNull();
    expect(byCountry.quietUntilMs({ ...american, zone: 'Mars/Base' }, eight)).not.toBeNull();
    const hawaiian = { ...american, number: '+18085550123' };
    expect(shown(byCountry.quietUntilMs(hawaiian, eight), 'Pacific/Honolulu')).toBe('2026-11-25T08:00');
  });

  it('has hours for a country without a rule, and for a number of none', () => {
    const night = Date.UTC(2026, 10, 25, 3);
    expect(byCountry.quietUntilMs(recipient({ country: 'JP', number: '+81' }), night)).toBeNull();
    expect(byCountry.quietUntilMs(recipient({ country: null, number: '+8816' }), night)).toBe(
      Date.UTC(2026, 10, 25, 8),
    );
    expect(byCountry.ruleFor('JP', night)?.id).toMatch(/^ZZ\/sendingHours\//);
  });

  it('keeps none for a rehearsal, which wakes nobody', () => {
    expect(byCountry.quietUntilMs(recipient({ isRehearsal: true }), at('2026-11-29T03:00', 'Europe/Paris'))).toBeNull();
  });

  it('gives the same answer whether it was asked before or not', () => {
    const zone = 'Europe/Paris';
    for (let hour = 0; hour < 24 * 8; hour += 0.5) {
      const timeMs = at('2026-11-23T00:00', zone) + hour * 3_600_000;
      const fresh = createQuietHours({ mode: 'byCountry' }, 'UTC');
      expect(byCountry.quietUntilMs(recipient({}), timeMs)).toBe(fresh.quietUntilMs(recipient({}), timeMs));
    }
  });
});

describe('other settings', () => {
  const until = (settings: QuietSettings, time: string) =>
    shown(createQuietHours(settings, 'UTC').quietUntilMs(recipient({ isRehearsal: true }), at(time, 'Europe/Paris')), 'Europe/Paris'); // prettier-ignore

  it('are none, or hours of one’s own, which a rehearsal keeps too', () => {
    expect(until({ mode: 'off' }, '2026-11-29T03:00')).toBeNull();
    const own = { mode: 'own', from: '18:30', until: '09:15' } as const;
    expect(until(own, '2026-11-29T18:29')).toBeNull();
    expect(until(own, '2026-11-29T18:30')).toBe('2026-11-30T09:15');
    expect(until(own, '2026-11-29T03:00')).toBe('2026-11-29T09:15');
    const siesta = { mode: 'own', from: '12:00', until: '14:00' } as const;
    expect(until(siesta, '2026-11-29T11:59')).toBeNull();
    expect(until(siesta, '2026-11-29T12:00')).toBe('2026-11-29T14:00');
    expect(until({ mode: 'own', from: '12:00', until: '12:00' }, '2026-11-29T12:00')).toBeNull();
  });
});

describe('French holidays', () => {
  const { days } = ruleAt('publicHolidays', 'FR', Date.now());
  const ofYear = (year: number): string[] =>
    Array.from({ length: 366 }, (_, at) => DateTime.fromObject({ year }, { zone: 'Europe/Paris' }).plus({ days: at }))
      .filter((day) => day.year === year && isPublicHoliday(day, days))
      .map((day) => day.toFormat('MM-dd'));

  // As published on service-public.fr for these years.
  it.each([
    [2024, ['01-01', '04-01', '05-01', '05-08', '05-09', '05-20', '07-14', '08-15', '11-01', '11-11', '12-25']],
    [2025, ['01-01', '04-21', '05-01', '05-08', '05-29', '06-09', '07-14', '08-15', '11-01', '11-11', '12-25']],
    [2026, ['01-01', '04-06', '05-01', '05-08', '05-14', '05-25', '07-14', '08-15', '11-01', '11-11', '12-25']],
    [2038, ['01-01', '04-26', '05-01', '05-08', '06-03', '06-14', '07-14', '08-15', '11-01', '11-11', '12-25']],
  ])('of %s', (year, expected) => {
    expect(ofYear(year)).toEqual(expected);
  });
});
