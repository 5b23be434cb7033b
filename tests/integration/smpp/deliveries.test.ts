import type { Socket } from 'node:net';
import { cString, rawPdu, tlv } from '../../../engine/src/transports/simulator/bytes';
import { textDelivery } from '../../../engine/src/transports/simulator/mobileTexts';
import type { SessionEvents } from '../../../engine/src/transports/smpp/session/sessionEvents';
import { commandId, startScriptedSmsc, type ScriptedSmsc } from '../../support/scriptedSmsc';
import { openRoute } from '../../support/smppRoute';
import { bindSettingsFor, keepingLog, openSession, type TestSession } from '../../support/smppSession';
import { until } from '../../support/until';

const dataSm = 0x103;
const sendAgain = 0x64;
const mostUnanswered = 5_000;
const ends = { from: '447700900123', to: '60000' };
const { body } = textDelivery(ends, 0, 0, Buffer.from('STOP'));

let smsc: ScriptedSmsc;
let tested: TestSession;
let socket: Socket;

async function begin(events: Partial<SessionEvents<number>> = {}, log = keepingLog()): Promise<void> {
  smsc = await startScriptedSmsc();
  tested = openSession(bindSettingsFor(smsc.port, { enquireLinkMs: 3_600_000 }), events, log);
  await tested.bound();
  socket = smsc.sockets[0] as Socket;
}

afterEach(async () => {
  const closed = tested.session.close(0);
  tested.clock.advance(10_000);
  await closed;
  await smsc.close();
});

/** The answers to deliveries, by status. */
const answered = (status: number): number =>
  smsc.seen.filter((pdu) => pdu.id === commandId.deliver + commandId.response && pdu.status === status).length;

function deliver(count: number): void {
  socket.write(Buffer.concat(Array.from({ length: count }, (_, at) => rawPdu(commandId.deliver, 0, at + 1, body))));
}

test('beyond 5,000 deliveries without an answer the operator is asked to send again, until some are dealt with', async () => {
  const waiting: (() => void)[] = [];
  await begin({ delivered: () => new Promise((resolve) => waiting.push(resolve)) });
  deliver(mostUnanswered + 3);
  await until(() => answered(sendAgain) === 3);
  expect(waiting).toHaveLength(mostUnanswered);
  expect(answered(0)).toBe(0);
  for (const resolve of waiting.splice(0, 2)) resolve();
  await until(() => answered(0) === 2);
  deliver(3);
  await until(() => answered(sendAgain) === 4);
  expect(waiting).toHaveLength(mostUnanswered);
});

const faulty: readonly [string, () => Promise<void>][] = [
  [
    'at once',
    () => {
      throw new Error('faulty');
    },
  ],
  ['later', () => Promise.reject(new Error('faulty'))],
];

test.each(faulty)('a handler that throws %s has the operator send again, and keeps no place', async (_, fail) => {
  let isFaulty = true;
  await begin({ delivered: () => (isFaulty ? fail() : Promise.resolve()) });
  deliver(mostUnanswered);
  await until(() => answered(sendAgain) === mostUnanswered);
  isFaulty = false;
  deliver(mostUnanswered);
  await until(() => answered(0) === mostUnanswered);
});

/** A data_sm from a phone, or with a receipt's TLVs (SMPP 3.4 section 4.7.1). */
function dataPdu(sequence: number, esmClass: number, ...tlvs: readonly Buffer[]): Buffer {
  const phone = Buffer.concat([Uint8Array.of(1, 1), cString(ends.from), Uint8Array.of(0, 1), cString(ends.to)]);
  return rawPdu(dataSm, 0, sequence, cString(''), phone, Uint8Array.of(esmClass, 0, 0), ...tlvs);
}

test('a text and a receipt in a data_sm reach their handlers, and are answered as such once they are stored', async () => {
  await begin();
  const route = openRoute({ port: smsc.port });
  await route.ready();
  let store = (): void => undefined;
  route.onInbound = () => new Promise((resolve) => (store = resolve));
  const answers = (): unknown[] => smsc.seen.filter(({ id }) => id === dataSm + commandId.response);
  const operator = smsc.sockets[1] as Socket;
  operator.write(dataPdu(7, 0, tlv(0x0424, Buffer.from('STOP'))));
  operator.write(dataPdu(8, 4, tlv(0x001e, cString('abc')), tlv(0x0427, Uint8Array.of(2))));
  await route.until(() => route.receipts.length === 1 && answers().length === 1);
  expect(route.receipts).toMatchObject([{ partId: 'abc', state: 'delivered' }]);
  store();
  await route.until(() => answers().length === 2);
  expect(route.inbound).toMatchObject([{ from: '+447700900123', to: '60000', text: 'STOP' }]);
  expect(answers()).toMatchObject([
    { status: 0, sequence: 8, body: Buffer.from([0]) },
    { status: 0, sequence: 7, body: Buffer.from([0]) },
  ]);
  await route.transport.close(200);
});

test('unreadable PDUs are each refused, and logged once a minute with how many they were', async () => {
  const log = keepingLog();
  await begin({}, log);
  const broken = rawPdu(commandId.deliver, 0, 9);
  const nacks = (): number => smsc.seen.filter(({ id, status }) => id === commandId.response && status === 1).length;
  socket.write(Buffer.concat(Array<Buffer>(100).fill(broken)));
  await until(() => nacks() === 100);
  const line = { commandId: commandId.deliver, problem: 'no serviceType' };
  expect(log.lines).toEqual([['smpp pdu unreadable', { ...line, times: 1 }]]);
  tested.clock.advance(59_000);
  socket.write(broken);
  await until(() => nacks() === 101);
  expect(log.lines).toHaveLength(1);
  tested.clock.advance(1_000);
  socket.write(broken);
  await until(() => nacks() === 102);
  expect(log.lines.slice(1)).toEqual([['smpp pdu unreadable', { ...line, times: 101 }]]);
});
