import type { Socket } from 'node:net';
import { smppAccountSchema } from '../../../engine/src/config';
import type { Engine } from '../../../engine/src/engine/engine';
import { openEngine } from '../../../engine/src/engine/openEngine';
import type { InboundSms } from '../../../engine/src/operations/inboundSms';
import { operations } from '../../../engine/src/operations/index';
import { runOperation } from '../../../engine/src/operations/runOperation';
import { rawPdu } from '../../../engine/src/transports/simulator/bytes';
import { receiptDelivery, textDelivery } from '../../../engine/src/transports/simulator/mobileTexts';
import { answerWell, commandId, startScriptedSmsc, type ScriptedSmsc } from '../../support/scriptedSmsc';
import { createEngineStores, storeKinds, type EngineStores } from '../engine/engineStores';

const firstId = 0xfffffa;
const ends = { from: '447700900001', to: '60000' };
const shop = { from: '447700900001', to: 'MyShop' };

async function until(holds: () => boolean): Promise<void> {
  for (const endMs = Date.now() + 20_000; !holds();) {
    if (Date.now() > endMs) throw new Error('not within 20 s');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

describe.each(storeKinds)('what an operator delivers on any bind, over %s', (kind) => {
  let stores: EngineStores;
  let smsc: ScriptedSmsc;
  let submits: number;
  let deliveries: number;
  let told: InboundSms[];
  /** Called with how many texts were submitted before. */
  let beforeAnswer: (n: number) => void;
  const engines = new Set<Engine>();

  beforeEach(async () => {
    stores = await createEngineStores(kind);
    submits = 0;
    deliveries = 0;
    told = [];
    beforeAnswer = () => undefined;
    smsc = await startScriptedSmsc((pdu, socket) => {
      if (pdu.id !== commandId.submit) return answerWell(pdu, socket);
      const id = (firstId + submits).toString(16);
      const answer = rawPdu(commandId.submit + commandId.response, 0, pdu.sequence, Buffer.from(`${id}\0`));
      beforeAnswer(submits);
      submits += 1;
      setTimeout(() => socket.write(answer), 50);
    });
  });
  afterEach(async () => {
    await Promise.all([...engines].map((engine) => engine.release()));
    engines.clear();
    await smsc.close();
    await stores.remove();
  });

  const account = (binds: number) =>
    smppAccountSchema.parse({ host: '127.0.0.1', port: smsc.port, systemId: 'shop', sender: 'MyShop', binds });

  /** Opens engines that know nothing of each other, as processes would, with a bind each. */
  async function start(...zones: string[]): Promise<Engine[]> {
    const opened = await Promise.all(zones.map((zone) => openEngine({ ...stores.options('shop'), zone })));
    for (const engine of opened) engines.add(engine);
    const routes = await Promise.all(opened.map((engine) => engine.attachRoute(account(zones.length))));
    await until(() => routes.every((route) => route.status().state === 'ready' && route.statistics().length === 1));
    await opened[0]?.listen('test', ['stop', 'other', 'delivery'], async (event) => void told.push(event));
    return opened;
  }

  async function stop(engine: Engine | undefined): Promise<void> {
    if (engine === undefined) return;
    engines.delete(engine);
    await engine.release();
  }

  /** Delivers on a bind that stands, counted from the last; resolves with the status of the answer. */
  async function deliver(body: Buffer, bind = 0): Promise<number> {
    deliveries += 1;
    const sequence = deliveries;
    const standing = smsc.sockets.filter((socket) => !socket.destroyed);
    (standing.at(-1 - bind) as Socket).write(rawPdu(commandId.deliver, 0, sequence, body));
    const answer = () =>
      smsc.seen.find((pdu) => pdu.id === commandId.deliver + commandId.response && pdu.sequence === sequence);
    await until(() => answer() !== undefined);
    return answer()?.status ?? -1;
  }

  const part = (number: number, text: string): Buffer =>
    textDelivery(ends, 0x40, 0, Buffer.concat([Buffer.from([5, 0, 3, 77, 2, number]), Buffer.from(text)])).body;
  const texts = () => told.filter(({ kind: what }) => what !== 'delivery').map(({ text }) => text);
  const delivered = () => told.filter(({ state }) => state === 'delivered').length;

  async function send(engine: Engine | undefined): Promise<void> {
    if (engine === undefined) return;
    const before = submits;
    const item = { phone: '+447700900001', text: 'Your parcel is here', purpose: 'service' };
    const route = engine.describeRoute(account(1));
    const [result] = await runOperation(operations.sendSms as never, engine.services, [item] as never, { route });
    expect(result).toMatchObject({ ok: true });
    await until(() => submits > before);
  }

  const decimalReceipt = (n: number): Buffer => receiptDelivery(shop, String(firstId + n), true, 'both').body;

  test('parts of a text that come to two processes are put together', async () => {
    await start('UTC', 'Europe/London');
    expect(await deliver(part(2, 'and the rest'), 1)).toBe(0);
    expect(await deliver(part(1, 'First '), 0)).toBe(0);
    await until(() => texts().length === 1);
    expect(texts()).toEqual(['First and the rest']);
  });

  test('parts that were answered before a restart are put together with those after it', async () => {
    const [before] = await start('UTC');
    expect(await deliver(part(1, 'First '))).toBe(0);
    await stop(before);
    await start('UTC');
    expect(await deliver(part(2, 'and the rest'))).toBe(0);
    expect(await deliver(part(1, 'First '))).toBe(0);
    await until(() => texts().length === 1);
    expect(texts()).toEqual(['First and the rest']);
  });

  test('the same words on the bind of another process are the same text', async () => {
    await start('UTC', 'Europe/London');
    const words = textDelivery(ends, 0, 0, Buffer.from('On my way')).body;
    for (const bind of [0, 1]) expect(await deliver(words, bind)).toBe(0);
    await deliver(textDelivery(ends, 0, 0, Buffer.from('Thank you')).body);
    await until(() => texts().length === 2);
    expect(texts()).toEqual(['On my way', 'Thank you']);
  });

  test('receipts that write ids in another form are matched on the bind of another process', async () => {
    const [one] = await start('UTC', 'Europe/London');
    await send(one);
    await send(one);
    for (const bind of [0, 1]) expect(await deliver(decimalReceipt(bind), bind)).toBe(0);
    await until(() => delivered() === 2);
  });

  test('and after a restart, with no text sent since', async () => {
    const [before] = await start('UTC');
    await send(before);
    await stop(before);
    await start('UTC');
    expect(await deliver(decimalReceipt(0))).toBe(0);
    await until(() => delivered() === 1);
  });

  test('and where they come before the answer to their text', async () => {
    beforeAnswer = (n) => {
      smsc.sockets.at(-1)?.write(rawPdu(commandId.deliver, 0, 900 + n, decimalReceipt(n)));
    };
    const [one] = await start('UTC');
    for (const expected of [1, 2, 3, 4]) {
      await send(one);
      await until(() => delivered() === expected);
    }
  });
});
