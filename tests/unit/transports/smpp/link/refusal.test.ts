import { commandStatus } from '../../../../../engine/src/transports/smpp/codec/commandStatus';
import { isTooMuch, judge, type Refusal } from '../../../../../engine/src/transports/smpp/link/refusal';

const { ESME_RTHROTTLED, ESME_RMSGQFUL, ESME_RSYSERR } = commandStatus;
const settings = { holdMs: 20_000, retryDelaysMs: [1_000, 4_000, 16_000] };

const refusal = (change: Partial<Refusal> = {}): Refusal => ({
  status: ESME_RMSGQFUL,
  takenSince: 0,
  isAlone: false,
  isBegun: false,
  timesAside: 0,
  ageMs: 0,
  ...change,
});

test('"too fast" and "queue full" are too much', () => {
  expect([ESME_RTHROTTLED, ESME_RMSGQFUL, ESME_RSYSERR].map(isTooMuch)).toEqual([true, true, false]);
});

test.each<[string, Partial<Refusal>, string]>([
  ['the first time', { takenSince: null }, 'again'],
  ['again, and nothing was taken', {}, 'afterOthers'],
  ['again, and nothing else is there', { isAlone: true }, 'alone'],
  ['again, though others were taken', { takenSince: 1 }, 'aside'],
  ['after it stood aside once', { takenSince: 1, timesAside: 1 }, 'aside'],
  ['after it stood aside twice', { takenSince: 1, timesAside: 2 }, 'refused'],
  ['for as long as texts are held', { ageMs: 20_000 }, 'refused'],
  ['after it stood aside twice, of a text that was begun', { takenSince: 1, timesAside: 2, isBegun: true }, 'aside'],
  ['after each delay, of a text that was begun', { takenSince: 1, timesAside: 3, isBegun: true }, 'refused'],
  [
    'after each delay, by "too fast", of a text that was begun',
    { takenSince: 1, timesAside: 3, isBegun: true, status: ESME_RTHROTTLED },
    'aside',
  ],
  [
    'for thirty times as long as texts are held, by "too fast", of one that was begun',
    { takenSince: 1, timesAside: 3, isBegun: true, status: ESME_RTHROTTLED, ageMs: 600_000 },
    'refused',
  ],
  ['for thirty times as long, and nothing else is there', { isAlone: true, isBegun: true, ageMs: 600_000 }, 'refused'],
  ['for as long as texts are held, of one that was begun', { ageMs: 20_000, isBegun: true }, 'afterOthers'],
])('a part that is too much %s', (_, change, verdict) => {
  expect(judge(refusal(change), settings)).toBe(verdict);
});
