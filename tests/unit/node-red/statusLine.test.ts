import type { Node, NodeAPI, NodeStatus } from 'node-red';
import { operations } from '../../../engine/src/operations/index';
import { errorTable } from '../../../engine/src/shared/errors';
import { countWords, statusWords } from '../../../node-red/generate/words.mts';
import { createStatusLine, isCountName, linkOf, problemWords } from '../../../node-red/src/runtime/statusLine';

const RED = {
  _: (key: string, { count }: { count: string }) =>
    (countWords[key.replace('status.count.', '')]?.en ?? key).replace('__count__', count),
} as unknown as NodeAPI;

function shown() {
  const statuses: NodeStatus[] = [];
  const node = { status: (status: NodeStatus) => statuses.push(status) } as unknown as Node;
  return { statuses, line: createStatusLine(RED, node) };
}

describe('createStatusLine', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('shows the link until there are counts', () => {
    const { statuses, line } = shown();
    line.link('testMode');
    jest.advanceTimersByTime(1_000);
    line.add({ ok: 812 });
    jest.advanceTimersByTime(1_000);
    line.add({ notSent: 188 });
    expect(statuses).toEqual([
      { fill: 'blue', shape: 'ring', text: 'status.testMode' },
      { fill: 'blue', shape: 'dot', text: '812 ok' },
      { fill: 'blue', shape: 'dot', text: '812 ok · 188 not sent' },
    ]);
    line.close();
  });

  it('tells at most once a second, and the last state for certain', () => {
    const { statuses, line } = shown();
    for (let count = 0; count < 100; count += 1) {
      line.add({ ok: 1 });
      jest.advanceTimersByTime(100);
    }
    jest.advanceTimersByTime(1_000);
    expect(statuses.length).toBeLessThanOrEqual(11);
    expect(statuses.at(-1)?.text).toBe('100 ok');
    line.close();
  });

  it('shows a problem over the counts', () => {
    const { statuses, line } = shown();
    line.add({ ok: 1 });
    jest.advanceTimersByTime(1_000);
    line.link('smpp_credentials');
    jest.advanceTimersByTime(1_000);
    line.link('invalid_config');
    expect(statuses.slice(1).map(({ text }) => text)).toEqual(['status.smpp_credentials', 'status.failed']);
    line.close();
  });

  it('is silent once closed', () => {
    const { statuses, line } = shown();
    line.add({ ok: 1 });
    line.add({ ok: 1 });
    line.close();
    jest.advanceTimersByTime(5_000);
    expect(statuses).toHaveLength(1);
  });
});

describe('status words', () => {
  it('count what leaves by the second output of each operation, in its own words', () => {
    const names = Object.values(operations).flatMap(({ outputs }) => outputs.slice(1).map(({ name }) => name));
    expect(names).toContain('alreadyLeft');
    expect(names.filter((name) => !isCountName(name) || countWords[name] === undefined)).toEqual([]);
  });

  it('are short, in both languages, for each problem that has its own', () => {
    for (const { en, pl } of Object.values(statusWords)) {
      expect(en.length).toBeLessThan(20);
      expect(pl.length).toBeLessThan(20);
    }
    expect(Object.keys(errorTable)).toEqual(expect.arrayContaining([...problemWords]));
    expect(Object.keys(statusWords)).toEqual(expect.arrayContaining([...problemWords]));
  });
});

describe('linkOf', () => {
  it('names the problem of a route, unless it is in test mode', () => {
    const problem = Object.assign(new Error(), { code: 'operator_unreachable' });
    expect(linkOf({ state: 'waiting', problem }, false)).toBe('operator_unreachable');
    expect(linkOf({ state: 'waiting', problem }, true)).toBe('testMode');
    expect(linkOf({ state: 'ready', problem: null }, false)).toBe('ready');
    expect(linkOf({ state: 'closed', problem: null }, false)).toBe('waiting');
  });
});
