import type { SubmitOutcome } from '../../../engine/src/delivery/transport';
import { cString, rawPdu } from '../../../engine/src/transports/simulator/bytes';
import { receiptDelivery, textDelivery } from '../../../engine/src/transports/simulator/mobileTexts';
import { startSimulator, type SimulatorReceipts } from '../../../engine/src/transports/simulator/simulator';
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

  test.each([{ delayMs: 30 }, { early: true }])(
    'in hexadecimal where the responses are decimal: learned, and the first ones told again (%j)',
    async (when) => {
      const { given, route } = await run({ idFormat: 'hex', ...when });
      // A second round: by then the form is known.
      await sendTexts(route, 20);
      await route.until(() => given.every((id) => route.receipts.some(({ partId }) => partId === id)));
    },
  );

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

  test('of texts that were sent before a restart are told under their ids, once the form of ids is known again', async () => {
    const simulator = await startSimulator({ receipts: { idFormat: 'hex', delayMs: 150 }, firstId: 12_345_678 });
    open.push(simulator);
    const before = connect({ port: simulator.port });
    const earlier = submittedIds(await sendTexts(before, 5));
    await before.transport.close(200);
    expect(before.receipts).toEqual([]);
    const after = connect({ port: simulator.port });
    await after.until(() => after.receipts.length === 5);
    expect(after.receipts.some(({ partId }) => earlier.includes(partId))).toBe(false);
    await sendTexts(after, 5);
    await after.until(() => earlier.every((id) => after.receipts.some(({ partId }) => partId === id)));
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
    route.onReceipt = () => (refusals-- > 0 ? Promise.reject(new Error('full')) : Promise.resolve());
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

  test('a re-delivery carries the same key; the same words sent again do not', async () => {
    const { route, deliver, answered } = await begin();
    const keys: string[] = [];
    let refuse = true;
    route.onInbound = ({ deduplicationKey }) => {
      keys.push(deduplicationKey);
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
    expect(keys[1]).toBe(keys[0]);
    expect(keys[2]).not.toBe(keys[0]);
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
  });

  test('parts in any order make one text, all answered once it is stored', async () => {
    const { smsc, route, deliver, answered } = await begin({ partAnswerHoldMs: 5_000 });
    deliver(1, part(9, 3, 3, 'ghi'));
    deliver(2, part(9, 3, 1, 'abc'));
    deliver(3, part(8, 3, 2, 'xxx'));
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(statusOf(smsc, 1)).toBeUndefined();
    deliver(4, part(9, 3, 2, 'def'));
    await answered(1);
    await answered(2);
    await answered(4);
    expect(route.inbound.map(({ text }) => text)).toEqual(['abcdefghi']);
    expect(statusOf(smsc, 3)).toBeUndefined();
  });

  test('an operator that sends one part at a time is not kept waiting', async () => {
    const { smsc, route, deliver, answered } = await begin({ partAnswerHoldMs: 20 });
    for (const number of [1, 2, 3]) {
      deliver(number, part(9, 3, number, `${number}`));
      await answered(number);
    }
    expect(statusOf(smsc, 1)).toBe(0);
    expect(route.inbound.map(({ text }) => text)).toEqual(['123']);
  });

  test('what came is handed over when the rest does not come', async () => {
    const { route, deliver } = await begin({ partAnswerHoldMs: 10, reassemblyTimeoutMs: 60 });
    deliver(1, part(9, 3, 1, 'abc'));
    deliver(2, part(9, 3, 3, 'ghi'));
    await route.until(() => route.inbound.length === 1);
    expect(route.inbound[0]?.text).toBe('abcghi');
  });

  test('parts that were answered are handed over when the link closes', async () => {
    const { route, deliver, answered } = await begin({ partAnswerHoldMs: 10 });
    deliver(1, part(9, 2, 1, 'abc'));
    await answered(1);
    await route.transport.close(100);
    expect(route.inbound.map(({ text }) => text)).toEqual(['abc']);
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
