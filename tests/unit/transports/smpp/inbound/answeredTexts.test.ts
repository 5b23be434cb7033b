import { AnsweredTexts } from '../../../../../engine/src/transports/smpp/inbound/answeredTexts';
import { createManualClock } from '../../../../support/manualClock';

const begin = () => {
  const clock = createManualClock();
  const texts = new AnsweredTexts(clock);
  /** What was done, in order. */
  const done: string[] = [];
  const take = (key: string, on: { readonly isBound: boolean }, store = () => Promise.resolve()): Promise<void> =>
    texts.take(
      key,
      on,
      async () => {
        await store();
        done.push(`stored ${key}`);
      },
      async (untilMs) => void done.push(`settled ${key} until ${untilMs - Date.UTC(2026, 0, 5, 10)}`),
    );
  return { clock, texts, done, take, session: { isBound: true } };
};

test('a text is settled a minute after its answer, where the session still stands', async () => {
  const { clock, take, done, session } = begin();
  await take('YES', session);
  clock.advance(59_999);
  expect(done).toEqual(['stored YES']);
  clock.advance(1);
  expect(done).toEqual(['stored YES', 'settled YES until 0']);
});

test('or once the same words come again', async () => {
  const { clock, take, done, session } = begin();
  await take('YES', session);
  clock.advance(1_000);
  await take('YES', { isBound: true });
  expect(done).toEqual(['stored YES', 'settled YES until 0', 'stored YES']);
  clock.advance(60_000);
  expect(done.slice(3)).toEqual(['settled YES until 1000']);
});

test('a text that was not stored, was answered late, or whose session fell, may come again', async () => {
  const { clock, take, done, session } = begin();
  await expect(take('A', session, () => Promise.reject(new Error('full')))).rejects.toThrow('full');
  await take('B', session, async () => clock.advance(3_001));
  await take('C', session);
  session.isBound = false;
  await take('A', session);
  await take('B', { isBound: true });
  await take('C', { isBound: true });
  expect(done).toEqual(['stored B', 'stored C', 'stored A', 'stored B', 'stored C']);
  clock.advance(60_000);
  expect(done.slice(5)).toEqual(['settled B until 3001', 'settled C until 3001']);
});

test('the same words are not stored before the earlier ones are settled', async () => {
  const { texts, session } = begin();
  await texts.take(
    'YES',
    session,
    () => Promise.resolve(),
    () => Promise.resolve(),
  );
  const settle = () => Promise.reject(new Error('away'));
  await expect(texts.take('YES', session, () => Promise.reject(new Error('stored')), settle)).rejects.toThrow('away');
});

test('closed, it leaves no timer behind', async () => {
  const { clock, texts, take, done, session } = begin();
  await take('YES', session);
  texts.close();
  clock.advance(60_000);
  expect(done).toEqual(['stored YES']);
});
