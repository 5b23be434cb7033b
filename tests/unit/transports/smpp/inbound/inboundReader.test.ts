import type { TransportInbound, TransportPart, TransportReceipt } from '../../../../../engine/src/delivery/transport';
import type { LogFields } from '../../../../../engine/src/shared/log';
import { silentLog } from '../../../../../engine/src/shared/log';
import { decodeText } from '../../../../../engine/src/text/decodeText';
import { InboundMemory } from '../../../../../engine/src/transports/smpp/inbound/inboundMemory';
import { InboundReader } from '../../../../../engine/src/transports/smpp/inbound/inboundReader';
import type { PduOf } from '../../../../../engine/src/transports/smpp/codec/pdu';
import { createManualClock } from '../../../../support/manualClock';
import { delivery } from './delivery';

const session = { isBound: true };

function open() {
  const clock = createManualClock();
  const told = {
    receipts: [] as TransportReceipt[],
    texts: [] as TransportInbound[],
    parts: [] as TransportPart[],
    warnings: [] as [string, LogFields | undefined][],
  };
  /** What the store knows of a receipt of any form. */
  let known: string | null = null;
  const reader = new InboundReader(
    new InboundMemory('auto', clock),
    {
      async receipt(receipt) {
        told.receipts.push(receipt);
        return receipt.anyForm ? known : null;
      },
      inbound: async (text) => void told.texts.push(text),
      inboundPart: async (part) => void told.parts.push(part),
      settled: async () => undefined,
    },
    { decodeText },
    { ...silentLog, warn: (message, fields) => void told.warnings.push([message, fields]) },
    clock,
  );
  const read = (change: Partial<PduOf<'deliver_sm'>>): Promise<void> => reader.read(delivery(change), session);
  const knows = (partId: string | null): void => {
    known = partId;
  };
  return { told, read, knows, clock };
}

const words = (text: string): Buffer => Buffer.from(text, 'latin1');

test('a receipt with an unknown state is kept as underway; its word is logged once, and nothing else of it', async () => {
  const { told, read } = open();
  await read({ shortMessage: words('id:1234 stat:PARKED err:000') });
  await read({ shortMessage: words('id:1235 stat:PARKED err:000') });
  expect(told.receipts).toMatchObject([
    { partId: '1234', state: 'underway' },
    { partId: '1235', state: 'underway' },
  ]);
  expect(told.warnings).toEqual([['smpp receipt with an unknown state; taken as underway', { state: 'PARKED' }]]);
});

test('unreadable receipts are logged once a minute, with how many they were', async () => {
  const { told, read, clock } = open();
  for (let receipts = 0; receipts < 3; receipts++) await read({ shortMessage: words('Hello') });
  expect(told.receipts).toEqual([]);
  expect(told.texts).toEqual([]);
  expect(told.warnings).toEqual([['smpp receipt unreadable', { times: 1 }]]);
  clock.advance(60_000);
  await read({ shortMessage: words('Hello') });
  expect(told.warnings.slice(1)).toEqual([['smpp receipt unreadable', { times: 3 }]]);
});

describe.each([0x08, 0x10])('an acknowledgement of a phone or its user (esm_class %i)', (esmClass) => {
  test('that brings a text of the user’s own is an inbound text', async () => {
    const { told, read } = open();
    await read({ esmClass, shortMessage: words('STOP') });
    expect(told.texts).toMatchObject([{ from: '+447700900123', to: 'MyShop', text: 'STOP' }]);
    expect(told.receipts).toEqual([]);
  });

  test('that brings a state as well is both', async () => {
    const { told, read } = open();
    await read({ esmClass, tlvs: { receiptedMessageId: '9', messageState: 2 }, shortMessage: words('STOP') });
    expect(told.texts).toMatchObject([{ text: 'STOP' }]);
    expect(told.receipts).toMatchObject([{ partId: '9', state: 'delivered' }]);
  });

  test('in the words of a receipt, or without a text, is a receipt alone', async () => {
    const { told, read } = open();
    await read({ esmClass, shortMessage: words('id:9 stat:DELIVRD') });
    await read({ esmClass, tlvs: { receiptedMessageId: '10', messageState: 2 } });
    expect(told.texts).toEqual([]);
    expect(told.receipts).toMatchObject([{ partId: '9' }, { partId: '10' }]);
  });

  test('may be long', async () => {
    const { told, read } = open();
    await read({
      esmClass: esmClass | 0x40,
      shortMessage: Buffer.concat([Buffer.from([5, 0, 3, 7, 2, 1]), words('STOP')]),
    });
    expect(told.parts).toMatchObject([{ part: 1, total: 2, text: 'STOP' }]);
  });
});

test('receipts teach how ids are written, by what the store knows', async () => {
  const { told, read, knows } = open();
  const tell = (id: string): Promise<void> => read({ tlvs: { receiptedMessageId: id, messageState: 2 } });
  knows('fffffa');
  for (let times = 0; times < 3; times++) await tell('16777210');
  await tell('16777211');
  expect(told.receipts.map(({ partId, anyForm }) => [partId, anyForm])).toEqual([
    ['16777210', true],
    ['16777210', true],
    ['16777210', true],
    ['fffffb', false],
  ]);
});
