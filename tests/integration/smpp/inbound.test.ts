import type { SubmitOutcome } from '../../../engine/src/delivery/transport';
import { cString, rawPdu } from '../../../engine/src/transports/simulator/bytes';
import { receiptDelivery, textDelivery } from '../../../engine/src/transports/simulator/mobileTexts';
import { startSimulator, type SimulatorReceipts } from '../../../engine/src/transports/simulator/simulator';
import { otherFormsOf } from '../../../engine/src/transports/smpp/messageId';
import type { SmppLinkOptions } from '../../../engine/src/transports/smpp/smppLinkOptions';
import { answerWell, commandId, startScriptedSmsc, type ScriptedSmsc } from '../../support/scriptedSmsc';
import { openRoute, type TestRoute } from '../../support/smppRoute';
import { sendTexts } from '../../support/smppTraffic';

const open: { close(): Promise<void> }[] = [];

function connect(options: Partial<SmppLinkOptions> & { port: number }): TestRoute {
  const route = openRoute(options);
  open.push({ close: () => route.transport.close(200) });
  return route;
}

afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

const submittedIds = (outcomes: ReadonlyMap<number, SubmitOutcome>): string[] =>
  [...outcomes.values()].flatMap((outcome) => (outcome.outcome === 'submitted' ? outcome.partIds : []));

describe('receipts', () => {
  const run = async (
    receipts: SimulatorReceipts,
    account: Partial<SmppLinkOptions> = {},
    idFormat = 'dec' as const,
  ) => {
    const simulator = await startSimulator({ receipts, idFormat, firstId: 12_345_678 });
    open.push(simulator);
    const route = connect({ port: simulator.port, ...account });
    const outcomes = await sendTexts(route, 20);
    const copies = receipts.twice === true ? 2 : 1;
    await route.until(() => route.receipts.length >= 20 * copies);
    return { route, given: submittedIds(outcomes), told: route.receipts.map(({ partId }) => partId) };
  };

  test.each<[string, SimulatorReceipts]>([
    ['in text and TLVs', {}],
    ['in text alone', { style: 'text' }],
    ['in TLVs alone', { style: 'tlv' }],
    ['before the response', { early: true }],
    ['in reverse', { reverse: true, delayMs: 20 }],
    ['with leading zeros', { idFormat: 'padded' }],
  ])('%s carry the ids that the responses gave', async (_, receipts) => {
    const { given, told, route } = await run(receipts);
    expect(told.sort()).toEqual(given.sort());
    expect(route.receipts.every(({ state }) => state === 'delivered')).toBe(true);
  });

  test('told twice come twice: the store knows what it has', async () => {
    const { given, told } = await run({ twice: true });
    expect(told.sort()).toEqual([...given, ...given].sort());
  });

  test('in hexadecimal where the responses are decimal: by setting', async () => {
    const { given, told } = await run({ idFormat: 'hex' }, { receiptIds: 'hex' });
    expect(told.sort()).toEqual(given.sort());
  });

  /** Knows what a store would: each receipt is compared with the ids that the responses gave. */
  const compare = (route: TestRoute, given: ReadonlySet<string>): void => {
    route.onReceipt = async ({ partId, anyForm }) => {
      const known = [partId, ...(anyForm ? otherFormsOf(partId) : [])].filter((id) => given.has(id));
      return anyForm && known.length === 1 ? (known[0] ?? null) : null;
    };
  };

  test('in hexadecimal where the responses are decimal: looked up in any form, until the form is learned', async () => {
    const simulator = await startSimulator({ receipts: { idFormat: 'hex', delayMs: 30 }, firstId: 12_345_678 });
    open.push(simulator);
    const route = connect({ port: simulator.port });
    const given = new Set(Array.from({ length: 40 }, (_, n) => String(12_345_678 + n)));
    compare(route, given);
    const first = submittedIds(await sendTexts(route, 20));
    await route.until(() => route.receipts.length === 20);
    const told = route.receipts.flatMap(({ partId }) => [partId, ...otherFormsOf(partId)]);
    expect(told).toEqual(expect.arrayContaining(first)); // the form may be learned from the first few of them
    expect(route.receipts[0]).toMatchObject({ anyForm: true });
    const second = submittedIds(await sendTexts(route, 20));
    await route.until(() => route.receipts.length === 40);
    expect(route.receipts.slice(20).map(({ partId }) => partId)).toEqual(expect.arrayContaining(second));
    expect(route.receipts.slice(20).some(({ anyForm }) => anyForm)).toBe(false);
  });

  test('that nobody knows teach nothing, however many they are', async () => {
    const simulator = await startSimulator({ receipts: { idFormat: 'hex' }, firstId: 12_345_678 });
    open.push(simulator);
    const route = connect({ port: simulator.port });
    await sendTexts(route, 2_500);
    await route.until(() => route.receipts.length === 2_500);
    expect(route.receipts.every(({ anyForm }) => anyForm)).toBe(true);
  });

  test('come over whichever connection the operator chooses', async () => {
    const { body } = receiptDelivery({ from: '447700900001', to: 'MyShop' }, '2', true, 'both');
    const smsc = await startScriptedSmsc((pdu, socket) => {
      answerWell(pdu, socket);
      const other = smsc.sockets.find((each) => each !== socket);
      if (pdu.id === commandId.submit) other?.write(rawPdu(commandId.deliver, 0, 7, body));
    });
    open.push(smsc);
    const route = connect({ port: smsc.port, binds: 2 });
    await route.until(() => route.transport.statistics().bound === 2);
    expect(await route.send({ number: '+447700900001' })).toEqual({ outcome: 'submitted', partIds: ['2'] });
    await route.until(() => route.receipts.length === 1);
    expect(route.receipts[0]).toMatchObject({ partId: '2', state: 'delivered' });
  });

  test('a failed one says so, with the operator’s code', async () => {
    const simulator = await startSimulator({ receipts: { undeliveredEvery: 1 } });
    open.push(simulator);
    const route = connect({ port: simulator.port });
    await route.ready();
    await route.send({ number: '+447700900001' });
    await route.until(() => route.receipts.length === 1);
    expect(route.receipts[0]).toMatchObject({ state: 'undelivered', errorCode: '1' });
  });

  test('a receipt that the store does not take comes again', async () => {
    const simulator = await startSimulator();
    open.push(simulator);
    const route = connect({ port: simulator.port });
    await route.ready();
    let refusals = 2;
    route.onReceipt = () => (refusals-- > 0 ? Promise.reject(new Error('full')) : Promise.resolve(null));
    await route.send({ number: '+447700900001' });
    await route.until(() => route.receipts.length === 1);
    await route.until(() => simulator.statistics().undelivered === 0);
  });
});

describe('texts', () => {
  const statusOf = (smsc: ScriptedSmsc, sequence: number): number | undefined =>
    smsc.seen.find(({ id, sequence: found }) => id === commandId.deliver + commandId.response && found === sequence)
      ?.status;
  const ends = { from: '447700900001', to: '60000' };
  const part = (reference: number, total: number, number: number, text: string): Buffer =>
    textDelivery(ends, 0x40, 0, Buffer.concat([Buffer.from([5, 0, 3, reference, total, number]), Buffer.from(text)]))
      .body;

  const begin = async (account: Partial<SmppLinkOptions> = {}) => {
    const smsc = await startScriptedSmsc();
    open.push(smsc);
    const route = connect({ port: smsc.port, ...account });
    await route.ready();
    const deliver = (sequence: number, body: Buffer): void => {
      smsc.sockets.at(-1)?.write(rawPdu(commandId.deliver, 0, sequence, body));
    };
    const answered = (sequence: number): Promise<void> => route.until(() => statusOf(smsc, sequence) !== undefined);
    return { smsc, route, deliver, answered };
  };

  test('are answered once they are stored, and refused when they cannot be', async () => {
    const { smsc, route, deliver, answered } = await begin();
    let store: (() => void) | undefined;
    route.onInbound = () => new Promise((resolve) => (store = resolve));
    deliver(1, textDelivery(ends, 0, 0, Buffer.from('Hello')).body);
    await route.until(() => store !== undefined);
    expect(statusOf(smsc, 1)).toBeUndefined();
    store?.();
    await answered(1);
    expect(statusOf(smsc, 1)).toBe(0);

    route.onInbound = () => Promise.reject(new Error('full'));
    deliver(2, textDelivery(ends, 0, 0, Buffer.from('Again')).body);
    await answered(2);
    expect(statusOf(smsc, 2)).toBe(0x64);
  });

  test('a re-delivery carries the same key; the key is free before the same words are a new text', async () => {
    const { route, deliver, answered } = await begin();
    const told: string[] = [];
    let refuse = true;
    route.onInbound = ({ deduplicationKey }) => {
      told.push(route.settled.includes(deduplicationKey) ? 'free' : deduplicationKey);
      return refuse ? Promise.reject(new Error('full')) : Promise.resolve();
    };
    const yes = textDelivery(ends, 0, 0, Buffer.from('YES')).body;
    deliver(1, yes);
    await answered(1);
    refuse = false;
    deliver(2, yes);
    await answered(2);
    deliver(3, yes);
    await answered(3);
    expect(told[1]).toBe(told[0]);
    expect(told[2]).toBe('free');
  });

  test('delivered again over a new connection carry the same key', async () => {
    const { smsc, route, deliver, answered } = await begin();
    const yes = textDelivery(ends, 0, 0, Buffer.from('YES')).body;
    deliver(1, yes);
    await answered(1);
    smsc.sockets[0]?.destroy();
    await route.until(() => smsc.sockets.length === 2 && route.transport.status().state === 'ready');
    deliver(2, yes);
    await answered(2);
    expect(route.inbound[1]?.deduplicationKey).toBe(route.inbound[0]?.deduplicationKey);
    expect(route.settled).toEqual([]);
  });

  test('a part is answered once it is stored, and refused when it cannot be', async () => {
    const { smsc, route, deliver, answered } = await begin();
    let store: (() => void) | undefined;
    route.onPart = () => new Promise((resolve) => (store = resolve));
    deliver(1, part(9, 3, 3, 'ghi'));
    await route.until(() => store !== undefined);
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(statusOf(smsc, 1)).toBeUndefined();
    store?.();
    await answered(1);
    expect(statusOf(smsc, 1)).toBe(0);

    route.onPart = () => Promise.reject(new Error('full'));
    deliver(2, part(9, 3, 1, 'abc'));
    await answered(2);
    expect(statusOf(smsc, 2)).toBe(0x64);
    expect(route.parts).toMatchObject([{ from: '+447700900001', to: '60000', part: 3, total: 3, text: 'ghi' }]);
  });

  test('parts of one text share a key, which those of others do not have', async () => {
    const { route, deliver, answered } = await begin();
    deliver(1, part(9, 3, 1, 'abc'));
    deliver(2, part(9, 3, 2, 'def'));
    deliver(3, part(8, 3, 3, 'ghi'));
    deliver(4, part(9, 2, 2, 'jkl'));
    await answered(4);
    const keys = route.parts.map(({ textKey }) => textKey);
    expect(keys[1]).toBe(keys[0]);
    expect(new Set(keys).size).toBe(3);
  });

  test('of 64 KB in message_payload are read, and others after them', async () => {
    const { route, deliver, answered } = await begin();
    const long = 'x'.repeat(65_000);
    deliver(1, textDelivery(ends, 0, 0, Buffer.from(long)).body);
    deliver(2, textDelivery(ends, 0, 0, Buffer.from('after')).body);
    await answered(2);
    expect(route.inbound.map(({ text }) => text)).toEqual([long, 'after']);
  });

  test('one unreadable PDU is refused and the next is read', async () => {
    const { smsc, route, deliver, answered } = await begin();
    deliver(1, Buffer.from([0, 1]));
    deliver(2, textDelivery(ends, 0, 0, Buffer.from('after')).body);
    await answered(2);
    expect(smsc.seen.find(({ id }) => id === commandId.response)).toMatchObject({ status: 0x01, sequence: 1 });
    expect(route.inbound).toHaveLength(1);
  });

  test('a fault of the one who listens does not deafen the session', async () => {
    const { route, deliver, answered, smsc } = await begin();
    route.onInbound = () => {
      throw new TypeError('a fault');
    };
    deliver(1, textDelivery(ends, 0, 0, Buffer.from('first')).body);
    await answered(1);
    expect(statusOf(smsc, 1)).toBe(0x64);
    route.onInbound = () => Promise.resolve();
    deliver(2, textDelivery(ends, 0, 0, Buffer.from('second')).body);
    await answered(2);
    expect(route.inbound.map(({ text }) => text)).toEqual(['second']);
  });

  test('enquire_link and requests that no client serves are answered', async () => {
    const { smsc, route } = await begin();
    smsc.sockets[0]?.write(rawPdu(commandId.enquireLink, 0, 77));
    smsc.sockets[0]?.write(rawPdu(3, 0, 78, cString('1'), Buffer.from([0, 0, 0])));
    await route.until(() => smsc.seen.some(({ sequence }) => sequence === 78));
    expect(smsc.seen.find(({ sequence }) => sequence === 77)).toMatchObject({ id: 0x80000015, status: 0 });
    expect(smsc.seen.find(({ sequence }) => sequence === 78)).toMatchObject({ id: 0x80000000, status: 0x03 });
  });

  test('a link whose submits are answered by what nobody asked for goes on', async () => {
    const smsc = await startScriptedSmsc((pdu, socket) => {
      socket.write(rawPdu(0x80000004, 0, pdu.sequence + 5_000, cString('stray')));
      answerWell(pdu, socket);
      if (pdu.id === commandId.submit) answerWell(pdu, socket);
    });
    open.push(smsc);
    const route = connect({ port: smsc.port });
    expect((await sendTexts(route, 50)).size).toBe(50);
  });
});
