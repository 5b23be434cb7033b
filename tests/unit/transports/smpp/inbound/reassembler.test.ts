import { Reassembler, type TextBytes } from '../../../../../engine/src/transports/smpp/inbound/reassembler';
import { createManualClock } from '../../../../support/manualClock';

const content = (text: string): TextBytes => ({ bytes: Buffer.from(text), elements: Buffer.alloc(0), dataCoding: 0 });

function begin() {
  const clock = createManualClock();
  const reassembler = new Reassembler({ timeoutMs: 1_000, answerHoldMs: 100 }, clock);
  const handed: string[] = [];
  const store = { fails: false };
  const states = new Map<string, string>();
  const add = (key: string, total: number, part: number, text: string): void => {
    const name = `${key}${part}`;
    states.set(name, 'held');
    reassembler
      .add(key, { reference: 1, total, part }, content(text), (parts) => {
        if (store.fails) return Promise.reject(new Error('full'));
        handed.push(parts.map(({ bytes }) => bytes.toString()).join(''));
        return Promise.resolve();
      })
      .then(
        () => states.set(name, 'answered'),
        () => states.set(name, 'refused'),
      );
  };
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  return { clock, reassembler, handed, store, states, add, settle };
}

test('parts are held until the text is handed over', async () => {
  const { handed, states, add, settle } = begin();
  add('a', 3, 3, 'three');
  add('a', 3, 1, 'one');
  await settle();
  expect(Object.fromEntries(states)).toEqual({ a3: 'held', a1: 'held' });
  add('a', 3, 2, 'two');
  await settle();
  expect(handed).toEqual(['onetwothree']);
  expect(Object.fromEntries(states)).toEqual({ a3: 'answered', a1: 'answered', a2: 'answered' });
});

test('a part that comes twice counts once', async () => {
  const { handed, add, settle } = begin();
  add('a', 2, 1, 'one');
  add('a', 2, 1, 'one');
  await settle();
  expect(handed).toEqual([]);
  add('a', 2, 2, 'two');
  await settle();
  expect(handed).toEqual(['onetwo']);
});

test('an answer is held back only so long', async () => {
  const { clock, states, add, settle } = begin();
  add('a', 2, 1, 'one');
  clock.advance(99);
  await settle();
  expect(states.get('a1')).toBe('held');
  clock.advance(1);
  await settle();
  expect(states.get('a1')).toBe('answered');
});

test('the time to wait counts from the last part; then what is there is handed over', async () => {
  const { clock, handed, add, settle } = begin();
  add('a', 3, 1, 'one');
  clock.advance(900);
  add('a', 3, 3, 'three');
  clock.advance(900);
  await settle();
  expect(handed).toEqual([]);
  clock.advance(100);
  await settle();
  expect(handed).toEqual(['onethree']);
});

test('a failed handover refuses the parts that are held and keeps those that were answered', async () => {
  const { clock, handed, store, states, add, settle } = begin();
  add('a', 2, 1, 'one');
  clock.advance(100);
  store.fails = true;
  add('a', 2, 2, 'two');
  await settle();
  expect(Object.fromEntries(states)).toEqual({ a1: 'answered', a2: 'refused' });
  store.fails = false;
  add('a', 2, 2, 'two');
  await settle();
  expect(handed).toEqual(['onetwo']);
});

test('closing hands over what was answered, refuses what was not, and leaves no timer', async () => {
  const { clock, reassembler, handed, states, add, settle } = begin();
  add('a', 2, 1, 'one');
  clock.advance(100);
  add('b', 2, 1, 'other');
  await settle();
  await reassembler.close();
  await settle();
  expect(handed).toEqual(['one']);
  expect(states.get('b1')).toBe('refused');
  clock.advance(10_000);
  await settle();
  expect(handed).toEqual(['one']);
});
