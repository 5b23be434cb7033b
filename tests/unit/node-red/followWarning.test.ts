import { followWarning } from '../../../node-red/src/runtime/followWarning';

const halfMinuteMs = 30_000;

describe('the warnings of a store on a node', () => {
  const told: string[] = [];
  const engine: { warning: string | null } = { warning: null };
  let stop = (): void => undefined;

  beforeEach(() => {
    jest.useFakeTimers();
    told.length = 0;
    engine.warning = null;
  });
  afterEach(() => {
    stop();
    expect(jest.getTimerCount()).toBe(0);
    jest.useRealTimers();
  });
  const follow = (): void => {
    stop = followWarning(engine, (sentence) => told.push(sentence));
  };

  test('one that is there is told at once, and not again', () => {
    engine.warning = 'a network drive';
    follow();
    jest.advanceTimersByTime(10 * halfMinuteMs);
    expect(told).toEqual(['a network drive']);
  });

  test('one that comes later is told when it stays, and again after it had gone', () => {
    follow();
    engine.warning = 'another process';
    jest.advanceTimersByTime(halfMinuteMs);
    expect(told).toEqual([]);
    jest.advanceTimersByTime(5 * halfMinuteMs);
    expect(told).toEqual(['another process']);
    engine.warning = null;
    jest.advanceTimersByTime(2 * halfMinuteMs);
    engine.warning = 'another process';
    jest.advanceTimersByTime(2 * halfMinuteMs);
    expect(told).toEqual(['another process', 'another process']);
  });

  test('one that passes, as a backup does, is not told', () => {
    follow();
    engine.warning = 'another process';
    jest.advanceTimersByTime(halfMinuteMs);
    engine.warning = null;
    jest.advanceTimersByTime(5 * halfMinuteMs);
    expect(told).toEqual([]);
  });
});
