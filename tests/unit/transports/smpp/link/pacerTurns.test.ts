import { silentLog } from '../../../../../engine/src/shared/log';
import { Pacer } from '../../../../../engine/src/transports/smpp/link/pacer';
import { PacerTurns } from '../../../../../engine/src/transports/smpp/link/pacerTurns';
import { createManualClock, type ManualClock } from '../../../../support/manualClock';
import { keepingLog } from '../../../../support/smppSession';

let clock: ManualClock;
let turns: PacerTurns;
let sent: string[];

beforeEach(() => {
  clock = createManualClock();
  turns = new PacerTurns(new Pacer(10, clock.monotonicMs()), clock, silentLog);
  sent = [];
});

/** A link with `waiting` segments, which sends as many as it is let. */
function link(name: string, waiting: number) {
  const resume = (nowMs: number): void => {
    while (waiting > 0 && turns.take(resume, nowMs)) {
      waiting--;
      sent.push(name);
    }
  };
  turns.setSending(resume, true);
  return {
    resume: () => resume(clock.monotonicMs()),
    stop: () => turns.setSending(resume, false),
    empty: () => (waiting = 0),
    share: () => turns.share(resume, clock.monotonicMs()),
  };
}

test('links that wait take a segment each in turn, at the rate of one account', () => {
  for (const each of [link('a', 5), link('b', 3), link('c', 1)]) each.resume();
  expect(sent).toEqual(['a']);
  clock.advance(350);
  // The first asks again before the others ask at all.
  expect(sent).toEqual(['a', 'a', 'b', 'c']);
  clock.advance(1_000);
  expect(sent.join('')).toBe('aabcababa');
});

test('a link that has nothing to send any more passes its turn on', () => {
  const [a, b] = [link('a', 9), link('b', 9)];
  a.resume();
  b.resume();
  b.empty();
  clock.advance(320);
  expect(sent.join('')).toBe('aaaa');
});

test('"too fast" on one link holds back all', () => {
  const [a, b] = [link('a', 9), link('b', 9)];
  a.resume();
  b.resume();
  turns.pacer.throttled(clock.monotonicMs());
  clock.advance(199);
  expect(sent).toEqual(['a']);
  clock.advance(5);
  expect(sent).toEqual(['a', 'a']);
});

test('links that can send share the rate; those that cannot lend theirs', () => {
  const [a, b, c] = [link('a', 0), link('b', 0), link('c', 0)];
  expect(a.share()).toBeCloseTo(10 / 3);
  b.stop();
  expect([a.share(), b.share(), c.share()]).toEqual([5, 0, 5]);
  turns.pacer.setRate(20);
  expect(a.share()).toBe(10);
});

test('when no link waits any more no timer is left', () => {
  let running = 0;
  const counting = {
    ...clock,
    after(delayMs: number, work: () => void) {
      running++;
      return clock.after(delayMs, work);
    },
  };
  turns = new PacerTurns(new Pacer(10, 0), counting, silentLog);
  const [a, b] = [link('a', 2), link('b', 2)];
  a.resume();
  b.resume();
  a.stop();
  b.stop();
  clock.advance(10_000);
  expect(running).toBe(1);
  expect(sent).toEqual(['a']);
});

test('a link whose turn throws keeps no other from its turns, nor itself from the next', () => {
  const log = keepingLog();
  turns = new PacerTurns(new Pacer(10, 0), clock, log);
  const b = link('b', 3);
  let isFaulty = true;
  const faulty = (nowMs: number): void => {
    if (isFaulty) throw new Error('faulty');
    if (turns.take(faulty, nowMs)) sent.push('a');
  };
  b.resume();
  expect(turns.take(faulty, clock.monotonicMs())).toBe(false);
  clock.advance(500);
  expect(sent).toEqual(['b', 'b', 'b']);
  expect(log.lines).toEqual([['smpp handler failed', { problem: 'Error' }]]);
  isFaulty = false;
  faulty(clock.monotonicMs());
  expect(sent).toEqual(['b', 'b', 'b', 'a']);
});
