import type { Socket } from 'node:net';
import { rawPdu } from '../../../engine/src/transports/simulator/bytes';
import { receiptDelivery } from '../../../engine/src/transports/simulator/mobileTexts';
import { answerWell, commandId, startScriptedSmsc, type ScriptedSmsc } from '../../support/scriptedSmsc';
import { openRoute, type TestRoute } from '../../support/smppRoute';

const receipts = 600;
const text = 'x'.repeat(140);
let smsc: ScriptedSmsc;
let route: TestRoute;

beforeEach(async () => {
  smsc = await startScriptedSmsc(answerWell);
  route = openRoute({ port: smsc.port, window: 1_000 });
  await route.ready();
});

afterEach(async () => {
  await route.transport.close(200);
  await smsc.close();
});

const sendAll = (count: number): Promise<unknown> =>
  Promise.all(Array.from({ length: count }, (_, at) => route.send({ id: String(at), number: '+447700900001', text })));

// With these many texts the slab of a tick is full, or a few bytes short of it, when the answers to receipts are added.
test.each([300, 318, 319, 320, 321, 340])(
  '%i texts and the answers to 600 receipts leave in one tick, each whole and once',
  async (texts) => {
    // Slabs that were used before hold bytes of earlier texts.
    for (let round = 0; round < 3; round++) await sendAll(900);
    smsc.seen.length = 0;

    const waiting: (() => void)[] = [];
    route.onReceipt = () => new Promise((resolve) => waiting.push(() => resolve(null)));
    const [socket] = smsc.sockets as [Socket];
    for (let at = 1; at <= receipts; at++) {
      const { body } = receiptDelivery({ from: '447700900001', to: 'MyShop' }, String(100_000 + at), true, 'both');
      socket.write(rawPdu(commandId.deliver, 0, at, body));
    }
    await route.until(() => waiting.length === receipts);
    const sent = sendAll(texts);
    for (const store of waiting) store();
    await sent;
    const answer = commandId.deliver + commandId.response;
    await route.until(() => smsc.seen.filter(({ id }) => id === answer).length >= receipts);

    const submits = smsc.seen.filter(({ id }) => id === commandId.submit);
    expect(submits).toHaveLength(texts);
    expect(submits.filter(({ body }) => !body.toString('latin1').endsWith(text))).toEqual([]);
    const answered = smsc.seen.filter(({ id }) => id === answer).map(({ sequence }) => sequence);
    expect(new Set(answered).size).toBe(receipts);
    expect(smsc.seen.filter(({ id }) => id !== answer && id !== commandId.submit)).toEqual([]);
    expect(route.transport.statistics().reconnects).toBe(0);
  },
);
