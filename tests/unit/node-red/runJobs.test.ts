import { z } from 'zod/v4';
import { field } from '../../../engine/src/shared/fields';
import { ZgodaError } from '../../../engine/src/shared/errors';
import { failure, success } from '../../../engine/src/shared/result';
import { defineOperation } from '../../../engine/src/operations/operation';
import type { Connection } from '../../../node-red/src/runtime/connection';
import { runJobs, type Job, type JobContext } from '../../../node-red/src/runtime/runJobs';

const words = { label: 'Size', labelPl: 'Size', help: '', helpPl: '' };
const calls: number[][] = [];
const send = defineOperation({
  name: 'measure',
  title: '',
  titlePl: '',
  action: '',
  summary: '',
  summaryPl: '',
  resultKey: 'measured',
  outputs: [
    { name: 'small', label: 'Small', labelPl: 'Small' },
    { name: 'mayNot', label: 'Large', labelPl: 'Large' },
  ],
  outputOf: ({ size }: { size: number }) => (size < 10 ? 0 : 1),
  needsRoute: false,
  input: z.object({ size: field(z.number().int(), words) }),
  run: async (_services, inputs) => {
    calls.push(inputs.map(({ size }) => size));
    return inputs.map(({ size }) => (size === 0 ? failure(new ZgodaError('store_full')) : success({ size })));
  },
});

function job(payload: unknown, told: string[]): Job {
  return {
    msg: { _msgid: String(payload), payload },
    send: (messages) => told.push(`${String(payload)} leaves by ${messages.findIndex((each) => each !== null)}`),
    done: (error) => told.push(`${String(payload)} ${error === undefined ? 'is done' : `fails: ${error.message}`}`),
  };
}

const counted: object[] = [];
const context = (connection: () => Promise<Connection>): JobContext => ({
  operation: send,
  read: async (msg) => ({ size: msg.payload }),
  connection,
  count: (counts) => counted.push(counts),
});
const open = async () => ({ engine: { services: {} }, route: null }) as unknown as Connection;

describe('runJobs', () => {
  beforeEach(() => {
    calls.length = 0;
    counted.length = 0;
  });

  it('runs a batch in one call; each message leaves by its output or fails alone, in order', async () => {
    const told: string[] = [];
    const jobs = [1, 'x', 12, 0].map((payload) => job(payload, told));
    await runJobs(context(open), jobs);
    expect(calls).toEqual([[1, 12, 0]]);
    expect(told).toEqual([
      '1 leaves by 0',
      '1 is done',
      expect.stringContaining('x fails: Size: '),
      '12 leaves by 1',
      '12 is done',
      '0 fails: The disk of the store is full; nothing was accepted. Free some space, then run the item again. What was accepted before is safe.',
    ]);
    expect(jobs[0]?.msg).toMatchObject({ payload: 1, measured: { size: 1 } });
    expect(counted).toEqual([{ ok: 1 }, { failed: 1 }, { mayNot: 1 }, { failed: 1 }]);
  });

  it('fails every message when the store does not open', async () => {
    const told: string[] = [];
    const closed = (): Promise<Connection> => Promise.reject(new ZgodaError('store_busy'));
    await runJobs(context(closed), [job(1, told), job(2, told)]);
    expect(told).toEqual([
      '1 fails: The store is busy. Try again in a moment.',
      '2 fails: The store is busy. Try again in a moment.',
    ]);
  });

  it('hands flows the code and no cause', async () => {
    let error: unknown;
    await runJobs(context(open), [
      { msg: { _msgid: '', payload: 0 }, send: () => undefined, done: (given) => (error = given) },
    ]);
    expect(error).toMatchObject({ name: 'Zgoda', code: 'store_full', description: expect.any(String) });
    expect(Object.keys(error as object)).not.toContain('cause');
  });
});
