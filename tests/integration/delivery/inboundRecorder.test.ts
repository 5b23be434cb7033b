import { createInboundRecorder, type ReplyHandler } from '../../../engine/src/delivery/inboundRecorder';
import type { TransportPart } from '../../../engine/src/delivery/transport';
import { systemClock } from '../../../engine/src/shared/clock';
import { ZgodaError } from '../../../engine/src/shared/errors';
import { createIdSource } from '../../../engine/src/shared/ids';
import { silentLog } from '../../../engine/src/shared/log';
import { systemRandom } from '../../../engine/src/shared/random';
import type { Store } from '../../../engine/src/store/store';
import { fictionNumber, nextId, numberKey, route } from '../../conformance/store/fixtures';
import { stores, type StoreUnderTest } from '../../conformance/store/stores';
import { createManualClock, type ManualClock } from '../../support/manualClock';

const part = (number: number, change: Partial<TransportPart> = {}): TransportPart => ({
  from: fictionNumber(1),
  to: '2345',
  textKey: 'long',
  part: number,
  total: 3,
  text: `part ${number}`,
  content: `<${number}>`,
  ...change,
});

const stop = { from: fictionNumber(1), to: '2345', text: 'STOP', deduplicationKey: 'one' };

describe.each(stores)('a recorder of replies over %s', (_kind, make) => {
  let data: StoreUnderTest;
  let store: Store;
  let handled: string[];
  let broken: boolean;
  let clock: ManualClock;

  beforeEach(async () => {
    data = await make();
    store = await data.open();
    handled = [];
    broken = false;
    clock = createManualClock();
  });
  afterEach(() => data.remove());

  const handleReply: ReplyHandler = async ({ id, text }) => {
    if (broken) throw new ZgodaError('store_unreachable', { problem: 'away' });
    await store.markInboundHandled(id, 'stop');
    handled.push(text);
  };

  /** One of a process of its own. */
  const recorder = (over = store) =>
    createInboundRecorder(route, {
      store: over,
      clock,
      ids: createIdSource(systemClock, systemRandom),
      log: silentLog,
      numberKey,
      readNumber: (written) => written,
      joinParts: (contents) => contents.join(''),
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
    await recorder().recover();
    broken = false;
    await recorder().recover();
    expect(handled).toEqual(['STOP']);
  });

  describe('the same words again', () => {
    test('within ten minutes are the same text, whatever the clock of the wall shows, in every process', async () => {
      clock.advance(9 * 60_000 + 59_000);
      await recorder().record(stop);
      clock.advance(599_999);
      await recorder(await data.open()).record(stop);
      expect(handled).toEqual(['STOP']);
      clock.advance(1);
      await recorder().record(stop);
      expect(handled).toEqual(['STOP', 'STOP']);
    });

    test('are another text once the first is settled, in every process', async () => {
      const answeredAtMs = clock.nowMs();
      await recorder().record(stop);
      await recorder().settled('one', answeredAtMs - 1);
      await recorder().record(stop);
      expect(handled).toEqual(['STOP']);
      await recorder().settled('one', answeredAtMs);
      await recorder(await data.open()).record(stop);
      expect(handled).toEqual(['STOP', 'STOP']);
    });
  });

  describe('a text in parts', () => {
    test('is acted upon with the last, in whatever order and process they come', async () => {
      const [one, other] = [recorder(), recorder(await data.open())];
      await one.recordPart(part(3));
      await other.recordPart(part(1));
      await one.recordPart(part(1, { textKey: 'other', from: fictionNumber(2) }));
      expect(handled).toEqual([]);
      await one.recordPart(part(2));
      expect(handled).toEqual(['<1><2><3>']);
      expect((await store.readUnhandledInbound(10)).length).toBe(0);
    });

    test('is acted upon once where two processes get its last parts at the same moment', async () => {
      const [one, other] = [recorder(), recorder(await data.open())];
      for (let round = 0; round < 20; round += 1) {
        const change = { textKey: `text ${round}`, total: 2, content: `<${round}>` };
        await Promise.all([one.recordPart(part(1, change)), other.recordPart(part(2, change))]);
      }
      expect(handled.sort()).toEqual(Array.from({ length: 20 }, (_, round) => `<${round}><${round}>`).sort());
    });

    test('of which a part comes again, before or after the others, is acted upon once', async () => {
      await recorder().recordPart(part(1));
      await recorder().recordPart(part(1));
      await recorder().recordPart(part(2));
      await recorder().recordPart(part(3));
      await recorder().recordPart(part(2));
      await recorder().recordPart(part(3));
      clock.advance(300_000);
      await recorder().handOverdue();
      expect(handled).toEqual(['<1><2><3>']);
    });

    test('is handed over without what is missing two minutes after the last part that came, by any process', async () => {
      await recorder().recordPart(part(1));
      clock.advance(119_000);
      await recorder().recordPart(part(3));
      await store.close();
      store = await data.open();
      clock.advance(119_999);
      await recorder().handOverdue();
      expect(handled).toEqual([]);
      clock.advance(1);
      await Promise.all([recorder().handOverdue(), recorder(await data.open()).handOverdue()]);
      expect(handled).toEqual(['<1><3>']);
    });

    test('with the key of an earlier one is another text', async () => {
      await recorder().recordPart(part(1, { total: 2 }));
      await recorder().recordPart(part(2, { total: 2 }));
      await recorder().recordPart(part(2, { total: 2, content: '<two>' }));
      await recorder().recordPart(part(1, { total: 2, content: '<one>' }));
      expect(handled).toEqual(['<1><2>', '<one><two>']);
      clock.advance(600_001);
      await recorder().handOverdue();
      await recorder().recordPart(part(1, { total: 2, content: '<one>' }));
      await recorder().recordPart(part(2, { total: 2, content: '<two>' }));
      expect(handled).toEqual(['<1><2>', '<one><two>', '<one><two>']);
    });

    test('that could not be acted upon is acted upon when its last part comes again', async () => {
      await recorder().recordPart(part(1, { total: 2 }));
      broken = true;
      await expect(recorder().recordPart(part(2, { total: 2 }))).rejects.toMatchObject({ code: 'store_unreachable' });
      await expect(recorder().recordPart(part(2, { total: 2 }))).rejects.toMatchObject({ code: 'store_unreachable' });
      broken = false;
      await recorder().recordPart(part(2, { total: 2 }));
      expect(handled).toEqual(['<1><2>']);
    });

    test('that could not be acted upon when its time was over is, once it can be', async () => {
      const one = recorder();
      await one.recordPart(part(1));
      clock.advance(120_000);
      broken = true;
      await expect(one.handOverdue()).rejects.toMatchObject({ code: 'store_unreachable' });
      broken = false;
      clock.advance(59_999);
      await one.handOverdue();
      expect(handled).toEqual([]);
      clock.advance(1);
      await one.handOverdue();
      expect(handled).toEqual(['<1>']);
    });
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
      await recorder().recover();
      expect(handled).toHaveLength(1_501);
      expect(await store.readUnhandledInbound(1)).toEqual([]);
    });
  });
});
