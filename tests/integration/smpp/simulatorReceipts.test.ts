import { connect, type Socket } from 'node:net';
import {
  BodyReader,
  createRawReader,
  cString,
  rawPdu,
  type RawPdu,
} from '../../../engine/src/transports/simulator/bytes';
import { isChosen } from '../../../engine/src/transports/simulator/mobileTexts';
import { startSimulator, type SimulatorReceipts } from '../../../engine/src/transports/simulator/simulator';
import { commandId } from '../../support/scriptedSmsc';

const open: { close(): Promise<void> | void }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

/** A client that asks for receipts as a test says; resolves with what its phones' receipts say, by the message's id. */
async function receiptsFor(asked: readonly [flag: number, phone: string][], receipts: SimulatorReceipts) {
  const simulator = await startSimulator({ firstId: 1, receipts: { undeliveredEvery: 2, ...receipts } });
  open.push(simulator);
  const socket = connect(simulator.port, '127.0.0.1');
  open.push({ close: () => void socket.destroy() });
  const states: string[] = [];
  const last = `${asked.length + 1}:`;
  socket.write(rawPdu(commandId.bindTransceiver, 0, 1, Buffer.alloc(7)));
  for (const [at, [flag, phone]] of [...asked, [1, delivered] as const].entries()) {
    socket.write(submitSm(at + 2, phone, flag));
  }
  await new Promise<void>((resolve) => {
    const read = createRawReader((pdu) => {
      const state = answerReceipt(pdu, socket);
      if (state?.startsWith(last) === true) resolve();
      else if (state !== null) states.push(state);
    });
    socket.on('data', read);
  });
  return states;
}

function submitSm(sequence: number, phone: string, registeredDelivery: number): Buffer {
  const flags = Buffer.from([0, 0, 0, 0, 0, registeredDelivery, 0, 0, 0, 2]);
  const body = [Buffer.alloc(1 + 3 + 2), cString(phone), flags, Buffer.from('hi')];
  return rawPdu(commandId.submit, 0, sequence, ...body);
}

/** Answers a deliver_sm; its `id:stat`, or null where it is none. */
function answerReceipt(pdu: RawPdu, socket: Socket): string | null {
  if (pdu.id !== commandId.deliver) return null;
  socket.write(rawPdu(commandId.deliver + commandId.response, 0, pdu.sequence, cString('')));
  const reader = new BodyReader(pdu.body);
  const skipAddress = (): void => {
    reader.octets(2);
    reader.text();
  };
  reader.text();
  skipAddress();
  skipAddress();
  reader.octets(3);
  reader.text();
  reader.text();
  reader.octets(4);
  const words = reader.octets(reader.byte()).toString('latin1');
  return `${/id:(\d+)/.exec(words)?.[1]}:${/stat:(\w+)/.exec(words)?.[1]}`;
}

const phones = Array.from({ length: 20 }, (_, at) => String(447_700_900_000 + at));
const undelivered = phones.find((phone) => isChosen(phone, 2)) as string;
const delivered = phones.find((phone) => !isChosen(phone, 2)) as string;

/** Both phones with each of the four settings of registered_delivery, the other bits of which say nothing of receipts. */
const asked = [0, 1, 2, 3, 0x1c, 0x1d, 0x1e, 0x1f].flatMap((flag): [number, string][] => [
  [flag, delivered],
  [flag, undelivered],
]);
const wanted = [
  '3:DELIVRD',
  '4:UNDELIV',
  '6:UNDELIV',
  '7:DELIVRD',
  '11:DELIVRD',
  '12:UNDELIV',
  '14:UNDELIV',
  '15:DELIVRD',
];

test.each<[string, SimulatorReceipts]>([
  ['after the answer', {}],
  ['before the answer', { early: true }],
])('a receipt comes for the ends that a text asks for, and for no other (%s)', async (_, receipts) => {
  expect(await receiptsFor(asked, receipts)).toEqual(wanted);
});

test('an operator without receipts sends none, whatever is asked', async () => {
  const simulator = await startSimulator({ receipts: { on: false }, stopEvery: 1 });
  open.push(simulator);
  const socket = connect(simulator.port, '127.0.0.1');
  open.push({ close: () => void socket.destroy() });
  socket.write(Buffer.concat([rawPdu(commandId.bindTransceiver, 0, 1, Buffer.alloc(7)), submitSm(2, delivered, 1)]));
  // The phone's STOP comes after the receipt.
  await new Promise<void>((resolve) => {
    socket.on(
      'data',
      createRawReader(({ id }) => void (id === commandId.deliver && resolve())),
    );
  });
  expect(simulator.statistics()).toMatchObject({ receipts: 0, replies: 1 });
});
