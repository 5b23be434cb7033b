import type { Dispatcher } from '../../../engine/src/delivery/dispatcher';
import { ZgodaError } from '../../../engine/src/shared/errors';
import { message } from '../../conformance/store/fixtures';
import { stores } from '../../conformance/store/stores';
import { DispatcherUnderTest, until } from '../../support/dispatcherUnderTest';

describe.each(stores)(
  'a dispatcher over %s submits texts that it appends, claimed as they are stored',
  (_kind, make) => {
    const on = new DispatcherUnderTest();
    const { startOwn, append, stateOf } = on;
    beforeEach(() => on.open(make));
    afterEach(() => on.close());

    /** Once it has looked through the claims that it found. */
    async function startLooking(capacity?: number): Promise<Dispatcher> {
      const dispatcher = await startOwn(capacity);
      await until(() => on.claims > 0);
      return dispatcher;
    }

    test('once, with no claim of its own', async () => {
      const dispatcher = await startLooking();
      const before = on.claims;
      const text = message(1);
      const [outcome] = (await dispatcher.append([text])) ?? [];
      expect(outcome).toMatchObject({ outcome: 'appended', id: text.id });
      expect(on.transport.submitted.map(({ id }) => id)).toEqual([text.id]);
      expect(on.claims).toBe(before);
      on.transport.answer(text.id, { outcome: 'submitted', partIds: ['p1'] });
      await until(async () => (await stateOf(text.id)) === 'submitted');
    });

    test('not marketing, not those with a key, not where there is no room or no slot', async () => {
      const dispatcher = await startLooking(2);
      expect(dispatcher.append([message(1, { purpose: 'marketing', priority: 1 })])).toBeNull();
      expect(dispatcher.append([message(1, { deduplicationKey: 'k' })])).toBeNull();
      expect(dispatcher.append([message(1), message(2), message(3)])).toBeNull();
      on.transport.setRoom(0);
      expect(dispatcher.append([message(1)])).toBeNull();
      on.transport.setRoom(10);
      on.held = false;
      expect(dispatcher.append([message(1)])).toBeNull();
      on.held = true;
      expect(await dispatcher.append([message(1)])).toHaveLength(1);
    });

    test('no more together than there is room for, in the link as in the window, with claims that are under way', async () => {
      const dispatcher = await startLooking(3);
      on.transport.setRoom(1);
      const first = dispatcher.append([message(1)]);
      expect(first).not.toBeNull();
      expect(dispatcher.append([message(2)])).toBeNull();
      on.transport.setRoom(10);
      await first;
      const released = on.holdClaims();
      await append(2, { priority: 0 });
      dispatcher.appended(0);
      await until(() => on.claimsUnderWay > 0);
      expect(dispatcher.append([message(2)])).toBeNull();
      released();
      await until(() => on.transport.submitted.length === 3);
      expect(dispatcher.append([message(2)])).toBeNull();
    });

    test('not past service texts that wait, that are being claimed, or that came back unsent', async () => {
      const dispatcher = await startLooking();
      const [waiting = ''] = await append(1);
      const released = on.holdClaims();
      dispatcher.appended(1);
      expect(dispatcher.append([message(2)])).toBeNull();
      await until(() => on.claimsUnderWay > 0);
      expect(dispatcher.append([message(2)])).toBeNull();
      released();
      await until(() => on.transport.submitted.length === 1);
      on.transport.answer(waiting, { outcome: 'unsent' });
      expect(dispatcher.append([message(2)])).toBeNull();
      await until(() => on.transport.submitted.length === 2);
      expect(on.transport.submitted[1]?.id).toBe(waiting);
    });

    test('not past older texts that this process has not heard of', async () => {
      const dispatcher = await startLooking();
      const released = on.holdClaims();
      const [older = ''] = await append(1);
      const outcomes = await dispatcher.append([message(2)]);
      expect(outcomes?.[0]).not.toHaveProperty('claim');
      released();
      dispatcher.appended(1);
      await until(() => on.transport.submitted.length === 2);
      expect(on.transport.submitted[0]?.id).toBe(older);
    });

    test('one whose answer was lost is sent once, by a later claim', async () => {
      const { appendMessages } = on.store;
      on.store.appendMessages = async (...args) => {
        on.store.appendMessages = appendMessages;
        await appendMessages(...args);
        throw new ZgodaError('store_unreachable', { problem: 'the connection was lost' });
      };
      const dispatcher = await startLooking();
      const text = message(1);
      await expect(dispatcher.append([text])).rejects.toMatchObject({ code: 'store_unreachable' });
      await until(() => on.transport.submitted.length === 1);
      expect(on.transport.submitted[0]?.id).toBe(text.id);
      await new Promise((resolve) => setTimeout(resolve, 1_200));
      expect(on.transport.submitted).toHaveLength(1);
    });

    test('what is stored while the dispatcher stops has its outcome before it has stopped', async () => {
      const dispatcher = await startLooking();
      const text = message(1);
      const append = dispatcher.append([text]);
      let hasStopped = false;
      const stopped = on.stop(dispatcher).then(() => (hasStopped = true));
      await append;
      expect(hasStopped).toBe(false);
      on.transport.answer(text.id, { outcome: 'unsent' });
      await stopped;
      expect(await stateOf(text.id)).toBe('queued');
    });

    test('takes back one that is cancelled while it is stored', async () => {
      const dispatcher = await startLooking();
      const text = message(1);
      const append = dispatcher.append([text]);
      await dispatcher.takeBack(new Set([text.id]));
      expect(on.transport.revoked).toEqual([text.id]);
      await append;
    });
  },
);
