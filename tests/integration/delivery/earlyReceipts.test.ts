import { smppAccountSchema } from '../../../engine/src/config';
import { openRouteSender, type RouteSender } from '../../../engine/src/engine/routeSender';
import { systemClock, type Clock } from '../../../engine/src/shared/clock';
import { silentLog } from '../../../engine/src/shared/log';
import { systemRandom } from '../../../engine/src/shared/random';
import type { Store } from '../../../engine/src/store/store';
import { rawPdu } from '../../../engine/src/transports/simulator/bytes';
import { receiptDelivery } from '../../../engine/src/transports/simulator/mobileTexts';
import { message, nextId, numberKey, route } from '../../conformance/store/fixtures';
import { stores, type StoreUnderTest } from '../../conformance/store/stores';
import { until } from '../../support/dispatcherUnderTest';
import { answerWell, commandId, startScriptedSmsc, type ScriptedSmsc } from '../../support/scriptedSmsc';

const hourMs = 3_600_000;
const ends = { from: '447700900001', to: '60000' };

/** An operator that answers a text once the receipt for it was answered. */
function startHastyOperator(): Promise<ScriptedSmsc> {
  return startScriptedSmsc((pdu, socket) => {
    const id = String(pdu.sequence);
    if (pdu.id === commandId.submit) {
      socket.write(rawPdu(commandId.deliver, 0, pdu.sequence, receiptDelivery(ends, id, true, 'both').body));
    } else if (pdu.id === (commandId.deliver + commandId.response) >>> 0) {
      expect(pdu.status).toBe(0);
      socket.write(rawPdu(commandId.submit + commandId.response, 0, pdu.sequence, Buffer.from(`${id}\0`)));
    } else answerWell(pdu, socket);
  });
}

describe.each(stores)('receipts that come before the answer to their text, over %s', (_kind, make) => {
  let data: StoreUnderTest;
  let smsc: ScriptedSmsc;
  let sender: RouteSender;

  beforeEach(async () => {
    data = await make();
    smsc = await startHastyOperator();
  });
  afterEach(async () => {
    await sender.close();
    await smsc.close();
    await data.remove();
  });

  /** Sends on a machine whose clock differs from the store's by so much. */
  async function openSender(aheadMs: number): Promise<Store> {
    const clock: Clock = { ...systemClock, nowMs: () => systemClock.nowMs() + aheadMs };
    const opened = await data.open();
    const store: Store = { ...opened, readLeases: (prefix) => opened.readLeases(prefix, systemClock.nowMs()) };
    const account = smppAccountSchema.parse({ host: '127.0.0.1', port: smsc.port, systemId: 'shop' });
    const ports = { store, clock, numberKey, ids: { next: nextId }, random: systemRandom, log: silentLog };
    const rest = {
      owner: 'process-a',
      handleReply: () => Promise.resolve(),
      quietUntilMs: () => null,
      changed: () => undefined,
    };
    sender = openRouteSender(route, account, { ...ports, ...rest }, () => undefined);
    return store;
  }

  test.each([
    ['is right', 0],
    ['is an hour behind', -hourMs],
    ['is an hour ahead', hourMs],
  ])('are matched where the clock of the machine %s', async (_what, aheadMs) => {
    const store = await openSender(aheadMs);
    const texts = [message(1, { purpose: 'service' }), message(2, { purpose: 'service' })];
    const ids = texts.map(({ id }) => id);
    await store.appendMessages(texts, systemClock.nowMs());
    sender.appended(texts.length);
    const rows = async () => [...(await store.readMessages(ids)).values()];
    await until(async () => (await rows()).every(({ state }) => state === 'submitted' || state === 'delivered'));
    expect((await rows()).map(({ state }) => state)).toEqual(['delivered', 'delivered']);
  });
});
