import { DateTime, IANAZone } from 'luxon';
import type { QuietSettings } from '../config';
import { isPublicHoliday } from './jurisdictions/publicHolidays';
import { ruleAt, type Rule } from './jurisdictions/rules';
import { zonesOfNumber } from './jurisdictions/zones';

/** Where a recipient is, as far as it is known. */
export interface QuietRecipient {
  /** E.164. */
  readonly number: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string | null;
  /** The contact's own IANA zone, if it is known. */
  readonly zone: string | null;
  /** Whether nobody gets the text: test mode, or a number that is kept for fiction. */
  readonly isRehearsal: boolean;
}

/** The quiet hours of one store. */
export interface QuietHours {
  /** Null when a marketing text may come to the recipient at `atMs`; else when the quiet time ends, epoch ms. */
  quietUntilMs(recipient: QuietRecipient, atMs: number): number | null;
  /** The rule that the hours are taken from; null where they are the user's own, or off. */
  ruleFor(country: string | null, atMs: number): Rule<'sendingHours'> | null;
}

/** From and until within one local day, minutes from midnight. */
type Window = readonly [from: number, until: number];
type WindowsOf = (day: DateTime) => readonly Window[];

/** An answer, and the time in which it holds. */
interface Answer {
  readonly quietUntilMs: number | null;
  readonly fromMs: number;
  readonly untilMs: number;
}

const mostCached = 10_000;
/** Beyond this a plan of hours is taken to have no opening at all. */
const mostDays = 14;
const mostSteps = 100;

/**
 * Quiet hours by `settings`; `hostZone` (IANA) is taken for a number of no country. Where a country has several zones and
 * the contact's own is not known, a text may come when it may come in all of them. A rehearsal wakes nobody, so no
 * country's hours are kept for it, but hours of one's own are: the same flow gives the same result by night.
 */
export function createQuietHours(settings: QuietSettings, hostZone: string): QuietHours {
  const cache = new Map<string, Answer>();

  function answerFor(country: string | null, zones: readonly string[], atMs: number): Answer {
    const key = `${country ?? ''} ${zones.join(' ')}`;
    const known = cache.get(key);
    if (known !== undefined && known.fromMs <= atMs && atMs < known.untilMs) return known;
    const answer = answerOf(windowsFor(settings, country, atMs), zones, atMs);
    if (cache.size >= mostCached) cache.clear();
    cache.set(key, answer);
    return answer;
  }

  return {
    quietUntilMs({ number, country, zone, isRehearsal }, atMs) {
      if (settings.mode === 'off' || (settings.mode === 'byCountry' && isRehearsal)) return null;
      const known = zone !== null && IANAZone.isValidZone(zone) ? [zone] : zonesOfNumber(country, number);
      return answerFor(country, known.length === 0 ? [hostZone] : known, atMs).quietUntilMs;
    },
    ruleFor: (country, atMs) => (settings.mode === 'byCountry' ? ruleAt('sendingHours', country, atMs) : null),
  };
}

function windowsFor(settings: QuietSettings, country: string | null, atMs: number): WindowsOf {
  if (settings.mode === 'own') {
    const open = openWindows(settings.from, settings.until);
    return () => open;
  }
  const hours = ruleAt('sendingHours', country, atMs);
  const { days } = ruleAt('publicHolidays', country, atMs);
  return (day) => {
    const today = isPublicHoliday(day, days) ? hours.publicHolidays : hours[dayKind(day.weekday)];
    return today === null ? [] : [[minutesOf(today[0]), minutesOf(today[1])]];
  };
}

function dayKind(weekday: number): 'weekdays' | 'saturdays' | 'sundays' {
  if (weekday === 7) return 'sundays';
  return weekday === 6 ? 'saturdays' : 'weekdays';
}

const dayMinutes = 24 * 60;

/** What is left of a day when the time between `from` and `until` is quiet. */
function openWindows(from: string, until: string): Window[] {
  const [start, end] = [minutesOf(from), minutesOf(until)];
  const open: Window[] = start > end ? [[end, start]] : [[0, start], [end, dayMinutes]]; // prettier-ignore
  return open.filter(([opens, closes]) => opens < closes);
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

/** Goes from opening to opening until all zones are open at once. */
function answerOf(windowsOf: WindowsOf, zones: readonly string[], atMs: number): Answer {
  let timeMs = atMs;
  for (let step = 0; step < mostSteps; step += 1) {
    const looks = zones.map((zone) => lookAt(windowsOf, zone, timeMs));
    const closed = looks.filter(({ open }) => !open).map(({ untilMs }) => untilMs);
    if (closed.length === 0) {
      if (timeMs > atMs) return { quietUntilMs: timeMs, fromMs: atMs, untilMs: timeMs };
      return { quietUntilMs: null, fromMs: atMs, untilMs: Math.min(...looks.map(({ untilMs }) => untilMs)) };
    }
    timeMs = Math.max(...closed);
  }
  // The zones are never open at once: then the first decides.
  if (zones.length > 1) return answerOf(windowsOf, zones.slice(0, 1), atMs);
  return { quietUntilMs: timeMs, fromMs: atMs, untilMs: timeMs };
}

/** Whether texts may come in a zone at a moment, and until when that stays so. */
function lookAt(windowsOf: WindowsOf, zone: string, atMs: number): { open: boolean; untilMs: number } {
  const today = DateTime.fromMillis(atMs, { zone }).startOf('day');
  for (let days = 0; days <= mostDays; days += 1) {
    const day = today.plus({ days });
    for (const [from, until] of windowsOf(day)) {
      const [fromMs, untilMs] = [atMinute(day, from), atMinute(day, until)];
      if (atMs < fromMs) return { open: false, untilMs: fromMs };
      if (atMs < untilMs) return { open: true, untilMs };
    }
  }
  return { open: false, untilMs: today.plus({ days: mostDays }).toMillis() };
}

/** Wall-clock time, also on days on which the clocks change. */
function atMinute(day: DateTime, minute: number): number {
  if (minute === dayMinutes) return day.plus({ days: 1 }).toMillis();
  return day.set({ hour: Math.floor(minute / 60), minute: minute % 60 }).toMillis();
}
