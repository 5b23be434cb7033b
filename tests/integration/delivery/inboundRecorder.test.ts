import { createInboundRecorder, type ReplyHandler } from '../../../engine/src/delivery/inboundRecorder';
import { systemClock } from '../../../engine/src/shared/clock';
import { ZgodaError } from '../../../engine/src/shared/errors';
import { createIdSource } from '../../../engine/src/shared/ids';
import { silentLog } from '../../../engine/src/shared/log';
import { systemRandom } from '../../../engine/src/shared/random';
import type { Store } from '../../../engine/src/store/store';
import { fictionNumber, nextId, numberKey, route } from '../../conformance/store/fixtures';
import { stores, type StoreUnderTest } from '../../conformance/store/stores';

const stop = { from: fictionNumber(1), to: '2345', text: 'STOP', deduplicationKey: 'one' };

describe.each(stores)('a recorder of replies over %s', (_kind, make) => {
  let data: StoreUnderTest;
  let store: Store;
  let handled: string[];
  let broken: boolean;

  beforeEach(async () => {
    data = await make();
    store = await data.open();
    handled = [];
    broken = false;
  });
  afterEach(() => data.remove());

  const handleReply: ReplyHandler = async ({ id, text }) => {
    if (broken) throw new ZgodaError('store_unreachable', { problem: 'away' });
    await store.markInboundHandled(id, 'stop');
    handled.push(text);
  };

  const recorder = () =>
    createInboundRecorder(route, {
      store,
      clock: systemClock,
      ids: createIdSource(systemClock, systemRandom),
      log: silentLog,
      numberKey,
      readNumber: (written) => written,
      handleReply,
      changed: () => undefined,
    });

  test('acts on a text once, however often it is delivered', async () => {
    await recorder().record(stop);
    await recorder().record(stop);
    expect(handled).toEqual(['STOP']);
  });

  test('a text that it could not act upon is not answered, and acted upon when it is sent again', async () => {
    broken = true;
    await expect(recorder().record(stop)).rejects.toMatchObject({ code: 'store_unreachable' });
    await expect(recorder().record(stop)).rejects.toMatchObject({ code: 'store_unreachable' });
    broken = false;
    await recorder().record(stop);
    expect(handled).toEqual(['STOP']);
    expect(await store.readUnhandledInbound(10)).toEqual([]);
  });

  test('or at the next start', async () => {
    broken = true;
    await expect(recorder().record(stop)).rejects.toThrow();
    expect(await recorder().recover()).toBe(false);
    broken = false;
    expect(await recorder().recover()).toBe(true);
    expect(handled).toEqual(['STOP']);
  });

  describe('with 1,500 texts before it that nobody could act upon', () => {
    beforeEach(async () => {
      const texts = Array.from({ length: 1_500 }, (_, n) => ({
        ...{ id: nextId(), route, from: fictionNumber(2), numberKey: numberKey(fictionNumber(2)), to: '2345' },
        ...{ text: 'Hello', receivedAtMs: 1, deduplicationKey: `old ${n}` },
      }));
      await store.appendInbound(texts);
      broken = true;
      await expect(recorder().record(stop)).rejects.toThrow();
      broken = false;
    });

    test('a text that is sent again is acted upon before it is answered', async () => {
      await recorder().record(stop);
      expect(handled).toEqual(['STOP']);
    });

    test('a recovery goes on until none is left', async () => {
      expect(await recorder().recover()).toBe(true);
      expect(handled).toHaveLength(1_501);
      expect(await store.readUnhandledInbound(1)).toEqual([]);
    });
  });
});
