import { type IRun, ManualExecutionCancelledError } from 'n8n-workflow';
import { createExecutionStarts } from '../../../../nodes/listening/executionStarts';

type Context = Parameters<typeof createExecutionStarts>[0];
interface Deferred {
  promise: Promise<IRun>;
  resolve(run: IRun): void;
  reject(thrown: Error): void;
}

function createDeferredPromise(): Deferred {
  const deferred: Partial<Deferred> = {};
  deferred.promise = new Promise((resolve, reject) => Object.assign(deferred, { resolve, reject }));
  return deferred as Deferred;
}

/** An n8n that is told of items and says nothing of them yet. */
function silentN8n(mode = 'trigger', settings: object = {}) {
  const emitted: { json: unknown; key: string | undefined; done: Deferred | undefined }[] = [];
  const context = {
    getMode: () => mode,
    getWorkflowSettings: () => settings,
    helpers: { createDeferredPromise },
    emit([[item]]: [[{ json: unknown }]], _response: undefined, done: Deferred | undefined, key: string | undefined) {
      emitted.push({ json: item.json, key, done });
    },
  };
  const starts = createExecutionStarts(context as unknown as Context);
  const outcomes: string[] = [];
  const start = (key: string): void =>
    void starts.start({ key }, key).then(
      () => outcomes.push(`${key} taken`),
      ({ message }: Error) => outcomes.push(`${key} left: ${message}`),
    );
  return { emitted, outcomes, starts, start };
}

const settled = () => jest.advanceTimersByTimeAsync(0);
const ended = (error?: Error) => ({ data: { resultData: { error } } }) as unknown as IRun;

describe('executions of a trigger', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => {
    expect(jest.getTimerCount()).toBe(0);
    jest.useRealTimers();
  });

  it('an event is taken once its execution ended, and not when it was only passed to n8n', async () => {
    const { emitted, outcomes, start } = silentN8n();
    start('one');
    start('two');
    await settled();
    expect(emitted).toMatchObject([
      { key: 'one', json: { key: 'one' } },
      { key: 'two', json: { key: 'two' } },
    ]);
    expect(outcomes).toEqual([]);
    emitted[1]?.done?.resolve(ended());
    await settled();
    expect(outcomes).toEqual(['two taken']);
    emitted[0]?.done?.resolve(ended());
    await settled();
    expect(outcomes).toEqual(['two taken', 'one taken']);
  });

  it.each([
    ['failed', (done: Deferred) => done.resolve(ended(new Error('the flow has a mistake')))],
    ['was cancelled', (done: Deferred) => done.reject(new ManualExecutionCancelledError('7'))],
    ['was known to n8n before', (done: Deferred) => done.resolve(undefined as unknown as IRun)],
  ])('an event whose execution %s is not told again', async (_what, end) => {
    const { emitted, outcomes, start } = silentN8n();
    start('one');
    end(emitted[0]?.done as Deferred);
    await settled();
    expect(outcomes).toEqual(['one taken']);
  });

  it('one that n8n could not save is left, to be told again', async () => {
    const { emitted, outcomes, start } = silentN8n();
    start('one');
    emitted[0]?.done?.reject(new Error('the database is away'));
    await settled();
    expect(outcomes).toEqual(['one left: the database is away']);
  });

  it('an execution that runs for long does not keep its place', async () => {
    const { outcomes, start } = silentN8n();
    start('one');
    await jest.advanceTimersByTimeAsync(59_000);
    expect(outcomes).toEqual([]);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(outcomes).toEqual(['one taken']);
  });

  it('closing leaves what runs, and starts nothing more', async () => {
    const { emitted, outcomes, starts, start } = silentN8n();
    start('one');
    starts.close();
    start('two');
    await settled();
    expect(outcomes.sort()).toEqual(['one left: the trigger was closed', 'two left: the trigger was closed']);
    expect(emitted).toHaveLength(1);
  });

  it.each([
    ['a test in the editor', 'manual', {}],
    ['n8n’s Engine 2.0, which does not tell the end', 'trigger', { engineType: 'v2' }],
  ])('%s is not waited for', async (_what, mode, settings) => {
    const { emitted, outcomes, start } = silentN8n(mode, settings);
    start('one');
    await settled();
    expect(outcomes).toEqual(['one taken']);
    expect(emitted).toMatchObject([{ key: 'one', done: undefined }]);
  });
});
