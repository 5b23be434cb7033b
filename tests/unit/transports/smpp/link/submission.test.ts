import { Submission, type SubmissionOutcome } from '../../../../../engine/src/transports/smpp/link/submission';
import { silentLog } from '../../../../../engine/src/shared/log';
import { SubmitQueue } from '../../../../../engine/src/transports/smpp/link/submitQueue';

const empty = Buffer.alloc(0);

function submission(
  parts: number,
  order = 1,
  isUrgent = false,
): { submission: Submission; outcomes: SubmissionOutcome[] } {
  const outcomes: SubmissionOutcome[] = [];
  const form = { head: empty, esmClass: 0, options: empty, dataCoding: 0 };
  const encoded = { form, parts: new Array<Buffer>(parts).fill(empty), tlvs: null };
  const size = { partCount: parts, segmentsPerPart: 1 };
  const message = { id: 'm', destination: '', text: '', ...size, plainForm: null, encoded: () => encoded };
  const done = (outcome: SubmissionOutcome) => outcomes.push(outcome);
  return { submission: new Submission(message, isUrgent, order, 0, done, silentLog), outcomes };
}

/** Takes the next part out of a queue. */
function takeFrom(queue: SubmitQueue): [submission: Submission | undefined, index: number] {
  const next = queue.next();
  const { nextIndex } = queue;
  if (next !== undefined) queue.takeNext();
  return [next, nextIndex];
}

function sent(parts: number): ReturnType<typeof submission> {
  const made = submission(parts);
  const queue = new SubmitQueue();
  queue.push(made.submission);
  while (queue.waiting > 0) takeFrom(queue);
  return made;
}

describe('a submission', () => {
  test('is submitted once every part was taken, with the ids in order', () => {
    const { submission: message, outcomes } = sent(3);
    message.accept(2, 'c');
    message.accept(0, 'a');
    expect(outcomes).toEqual([]);
    message.accept(1, 'b');
    expect(outcomes).toEqual([{ outcome: 'submitted', partIds: ['a', 'b', 'c'] }]);
  });

  test('is rejected when a part is, once all are answered', () => {
    const { submission: message, outcomes } = sent(2);
    message.reject('no');
    expect(outcomes).toEqual([]);
    message.lose(true);
    expect(outcomes).toEqual([{ outcome: 'rejected', status: 'no' }]);
  });

  test.each([
    ['lost after it was written', (message: Submission) => (message.lose(true), message.lose(false)), 'uncertain'],
    ['lost before', (message: Submission) => (message.lose(false), message.lose(false)), 'unsent'],
    ['half taken, half lost', (message: Submission) => (message.accept(0, 'a'), message.lose(false)), 'uncertain'],
  ])('%s is %s', (_, befall, outcome) => {
    const { submission: message, outcomes } = sent(2);
    befall(message);
    expect(outcomes).toEqual([{ outcome }]);
  });

  const outcomesOf = (parts: number, befall: (message: Submission) => void) => {
    const { submission: message, outcomes } = sent(parts);
    befall(message);
    return outcomes;
  };
  const lost = { outcome: 'uncertain' };

  test.each<[string, (message: Submission) => void, unknown[]]>([
    ['taken after all', (message) => message.acceptLate(0, 'a'), [lost, { outcome: 'submitted', partIds: ['a'] }]],
    ['refused after all', (message) => message.rejectLate('no'), [lost, { outcome: 'rejected', status: 'no' }]],
    ['too much after all', (message) => message.rejectLate(null), [lost, { outcome: 'unsent' }]],
  ])('that was lost and is %s has another outcome', (_, hear, expected) => {
    expect(outcomesOf(1, (message) => (message.lose(true), hear(message)))).toEqual(expected);
  });

  test('of several lost parts stays uncertain until each is heard of', () => {
    const heard = outcomesOf(3, (message) => {
      for (let part = 0; part < 3; part++) message.lose(true);
      message.rejectLate(null);
      message.rejectLate(null);
    });
    expect(heard).toEqual([lost]);
    expect(
      outcomesOf(2, (message) => {
        for (let part = 0; part < 2; part++) message.lose(true);
        message.acceptLate(0, 'a');
        message.rejectLate(null);
      }),
    ).toEqual([lost]);
  });

  test('that is refused for long enough comes back; one of which the operator has a part is rejected', () => {
    expect(outcomesOf(1, (message) => message.refuse('full'))).toEqual([{ outcome: 'unsent' }]);
    const refuse = (message: Submission): void => (message.standAside(0), message.refuse('full'));
    expect(outcomesOf(1, refuse)).toEqual([{ outcome: 'unsent', refused: true }]);
    expect(outcomesOf(2, (message) => (refuse(message), message.refuse('full')))).toEqual([
      { outcome: 'unsent', refused: true },
    ]);
    const rejected = [{ outcome: 'rejected', status: 'full' }];
    expect(outcomesOf(2, (message) => (message.accept(1, 'a'), refuse(message)))).toEqual(rejected);
    expect(outcomesOf(2, (message) => (refuse(message), message.accept(1, 'a')))).toEqual(rejected);
    expect(outcomesOf(2, (message) => (refuse(message), message.lose(true)))).toEqual([lost]);
  });

  test('that was told to be rejected has no other outcome', () => {
    const told = outcomesOf(2, (message) => (message.reject('no'), message.lose(true), message.rejectLate('late')));
    expect(told).toEqual([{ outcome: 'rejected', status: 'no' }]);
  });

  test('whose waiting parts are given up waits for those on the way', () => {
    const { submission: message, outcomes } = submission(3);
    const queue = new SubmitQueue();
    queue.push(message);
    takeFrom(queue);
    queue.remove(() => true);
    expect(outcomes).toEqual([]);
    message.accept(0, 'a');
    expect(outcomes).toEqual([{ outcome: 'uncertain' }]);
  });
});

describe('the queue', () => {
  test('gives parts in the order of submitting', () => {
    const queue = new SubmitQueue();
    const [a, b] = [submission(2, 1).submission, submission(1, 2).submission];
    queue.push(a);
    queue.push(b);
    expect(queue.waiting).toBe(3);
    expect([takeFrom(queue), takeFrom(queue), takeFrom(queue)]).toEqual([
      [a, 0],
      [a, 1],
      [b, 0],
    ]);
    expect(queue.next()).toBeUndefined();
    expect(queue.waiting).toBe(0);
  });

  test('gives what is to be sent again first, in the order of submitting', () => {
    const queue = new SubmitQueue();
    const [a, b, c] = [submission(2, 1).submission, submission(1, 2).submission, submission(1, 3).submission];
    for (const each of [a, b, c]) queue.push(each);
    for (let times = 0; times < 3; times++) takeFrom(queue);
    queue.putBack(b, 0);
    queue.putBack(a, 1);
    queue.putBack(a, 0);
    expect(queue.retrying).toBe(true);
    expect([takeFrom(queue), takeFrom(queue), takeFrom(queue), takeFrom(queue)]).toEqual([
      [a, 0],
      [a, 1],
      [b, 0],
      [c, 0],
    ]);
  });

  test('gives urgent ones before the others, but finishes what was begun', () => {
    const queue = new SubmitQueue();
    const [a, b] = [submission(2, 1).submission, submission(1, 2).submission];
    const [code, reset] = [submission(2, 3, true).submission, submission(1, 4, true).submission];
    for (const each of [a, b]) queue.push(each);
    takeFrom(queue);
    for (const each of [code, reset]) queue.push(each);
    expect(Array.from({ length: 5 }, () => takeFrom(queue))).toEqual([
      [a, 1],
      [code, 0],
      [code, 1],
      [reset, 0],
      [b, 0],
    ]);
    expect(queue.waiting).toBe(0);
  });

  test('gives urgent ones before what is to be sent again, and those among them first', () => {
    const queue = new SubmitQueue();
    const [a, b] = [submission(2, 1).submission, submission(1, 2).submission];
    const [code, reset] = [submission(1, 3, true).submission, submission(1, 4, true).submission];
    for (const each of [a, b]) queue.push(each);
    takeFrom(queue);
    queue.push(code);
    expect(takeFrom(queue)).toEqual([a, 1]);
    expect(takeFrom(queue)).toEqual([code, 0]);
    queue.push(reset);
    for (const part of [1, 0]) queue.putBack(a, part);
    queue.putBack(code, 0);
    expect([queue.waiting, queue.urgentWaiting]).toEqual([5, 2]);
    expect(Array.from({ length: 5 }, () => takeFrom(queue))).toEqual([
      [code, 0],
      [reset, 0],
      [a, 0],
      [a, 1],
      [b, 0],
    ]);
    expect([queue.waiting, queue.urgentWaiting]).toEqual([0, 0]);
  });

  test('gives the waiting parts of a text that was begun out of turn', () => {
    const queue = new SubmitQueue();
    const [a, b] = [submission(4, 1).submission, submission(1, 2).submission];
    for (const each of [a, b]) queue.push(each);
    for (let times = 0; times < 2; times++) takeFrom(queue);
    queue.putBack(a, 0);
    expect(queue.takeOut(a)).toEqual([0, 2, 3]);
    expect([a.waiting, queue.waiting]).toEqual([0, 1]);
    expect(queue.takeOut(a)).toEqual([]);
    expect(takeFrom(queue)).toEqual([b, 0]);
    for (const part of [3, 0, 2]) queue.putBack(a, part);
    expect([takeFrom(queue), takeFrom(queue), takeFrom(queue)]).toEqual([
      [a, 0],
      [a, 2],
      [a, 3],
    ]);
    expect(queue.waiting).toBe(0);
  });

  test('sends no more parts of a message that failed', () => {
    const queue = new SubmitQueue();
    const { submission: a, outcomes } = submission(3, 1);
    const b = submission(1, 2).submission;
    queue.push(a);
    queue.push(b);
    takeFrom(queue);
    a.reject('no');
    expect(takeFrom(queue)).toEqual([b, 0]);
    expect(outcomes).toEqual([{ outcome: 'rejected', status: 'no' }]);
    expect(queue.waiting).toBe(0);
  });

  test('gives back what matches, wherever it waits', () => {
    const queue = new SubmitQueue();
    const made = Array.from({ length: 5 }, (_, at) => submission(2, at));
    for (const { submission: each } of made) queue.push(each);
    takeFrom(queue);
    queue.remove((each) => each.untouched);
    expect(made.map(({ outcomes }) => outcomes.length)).toEqual([0, 1, 1, 1, 1]);
    expect(queue.waiting).toBe(1);
    expect(takeFrom(queue)).toEqual([made[0]?.submission, 1]);
  });
});
