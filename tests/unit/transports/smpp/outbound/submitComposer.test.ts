import type { TransportMessage } from '../../../../../engine/src/delivery/transport';
import { encodeSegments } from '../../../../../engine/src/text/encodeSegments';
import { writePlainSeptets } from '../../../../../engine/src/text/plainSeptets';
import { readSubmit, type SimulatedSubmit } from '../../../../../engine/src/transports/simulator/submit';
import {
  submitSmBytes,
  writeSubmitSm,
  writeSubmitText,
  type SubmitForm,
} from '../../../../../engine/src/transports/smpp/codec/submitSm';
import { createSubmitComposer } from '../../../../../engine/src/transports/smpp/outbound/submitComposer';
import type { SmppLinkOptions } from '../../../../../engine/src/transports/smpp/smppLinkOptions';
import { seededRandom } from '../../../../support/smppRoute';

const encoder = { encodeSegments, writePlainSeptets };
const account = { host: '', port: 1, systemId: '', password: '', segmentsPerSecond: 1, sender: 'MyShop' };
const hello = {
  id: '1',
  number: '+447700900123',
  sender: null,
  text: 'Hello',
  encoding: 'gsm7',
  segments: 1,
  purpose: 'marketing',
} as const;
const long = 'All work and no play. '.repeat(20);

/** The bodies of a message's submit_sm. */
function bodies(options: Partial<SmppLinkOptions>, message: Partial<TransportMessage> = {}): Buffer[] {
  const composed = createSubmitComposer(
    { ...account, ...options },
    encoder,
    seededRandom(1),
  )({
    ...hello,
    ...message,
  });
  const { form, parts, tlvs: ofParts } = composed.encoded();
  return parts.map((part, at) => {
    const tlvs = ofParts?.[at] ?? Buffer.alloc(0);
    const bytes = Buffer.alloc(submitSmBytes(form, composed.destination, part.length, tlvs.length));
    writeSubmitSm(bytes, 0, 7, form, composed.destination, part, tlvs);
    return bytes.subarray(16);
  });
}

/** What the simulator, which reads by itself, makes of a message's parts. */
const sent = (options: Partial<SmppLinkOptions>, message: Partial<TransportMessage> = {}): SimulatedSubmit[] =>
  bodies(options, message).map((body) => readSubmit(7, body));

const words = (parts: readonly SimulatedSubmit[], header = 0): string =>
  parts.map(({ shortMessage }) => shortMessage.toString('latin1', header)).join('');

test('a short text is one plain part that asks for a receipt', () => {
  expect(sent({})).toMatchObject([
    {
      source: 'MyShop',
      sourceTon: 5,
      sourceNpi: 0,
      destination: '447700900123',
      esmClass: 0,
      registeredDelivery: 1,
      dataCoding: 0,
      shortMessage: Buffer.from('Hello'),
    },
  ]);
});

test.each([
  'Hello',
  'Costs $5 @ the_shop\nNow!',
  'x'.repeat(160),
  '',
  'né',
  'Cena 5 €',
  'a[b]',
  '\u0000',
  'żółć',
  '😀',
])('the text "%s" is written as it is sent where that gives the same bytes, and not otherwise', (text) => {
  const compose = createSubmitComposer(account, encoder, seededRandom(1));
  const composed = compose({ ...hello, text });
  const form = composed.plainForm as SubmitForm;
  const written = Buffer.alloc(submitSmBytes(form, composed.destination, text.length, 0));
  const isPlain = writeSubmitText(written, 0, 7, form, composed.destination, text, writePlainSeptets);
  expect(isPlain).toBe(/^[ -#%-?A-Za-z$@_\n]*$/.test(text));
  if (!isPlain) return;
  const { parts } = composed.encoded();
  const encoded = Buffer.alloc(written.length);
  writeSubmitSm(encoded, 0, 7, form, composed.destination, parts[0] as Buffer, Buffer.alloc(0));
  expect(written.toString('hex')).toBe(encoded.toString('hex'));
});

test.each([
  ['of several segments', {}, { text: long, segments: 3 }],
  ['in UCS-2', {}, { encoding: 'ucs2' }],
  ['with TLVs of the operator’s own', { vendorTlvs: [{ tag: 0x1400, value: '00' }] }, {}],
] as const)('a message %s is encoded when it is composed', (_, options, message) => {
  const composed = createSubmitComposer({ ...account, ...options }, encoder, seededRandom(1))({ ...hello, ...message });
  expect(composed.plainForm).toBeNull();
  expect(composed.partCount).toBe(composed.encoded().parts.length);
});

test('a message’s own sender comes before the account’s', () => {
  expect(sent({}, { sender: '60000' })[0]).toMatchObject({ source: '60000', sourceTon: 3 });
  expect(() => sent({}, { sender: 'MuchTooLongName' })).toThrow(expect.objectContaining({ code: 'sender_invalid' }));
});

test('an account sender that cannot be used is refused at once', () => {
  expect(() => createSubmitComposer({ ...account, sender: 'MuchTooLongName' }, encoder, seededRandom(1))).toThrow(
    expect.objectContaining({ code: 'sender_invalid' }),
  );
});

test('UCS-2 goes as data coding 8', () => {
  const [part] = sent({}, { text: 'ąć', encoding: 'ucs2' });
  expect(part).toMatchObject({ dataCoding: 8, shortMessage: Buffer.from('01050107', 'hex') });
});

test.each([
  ['udh8', 6, '050003'],
  ['udh16', 7, '060804'],
] as const)('by %s each part begins with a header of %i bytes', (concatenation, headerBytes, begins) => {
  const parts = sent({ concatenation }, { text: long });
  expect(parts).toHaveLength(3);
  expect(words(parts, headerBytes)).toBe(long);
  for (const [at, { esmClass, shortMessage }] of parts.entries()) {
    expect(esmClass).toBe(0x40);
    expect(shortMessage.toString('hex', 0, 3)).toBe(begins);
    expect([...shortMessage.subarray(headerBytes - 2, headerBytes)]).toEqual([3, at + 1]);
  }
});

test('by sar the place of each part is told in TLVs, with one reference', () => {
  const parts = sent({ concatenation: 'sar' }, { text: long });
  expect(words(parts)).toBe(long);
  expect(parts.map(({ esmClass }) => esmClass)).toEqual([0, 0, 0]);
  expect(parts.map(({ tlvs }) => [tlvs.get(0x20e)?.[0], tlvs.get(0x20f)?.[0]])).toEqual([
    [3, 1],
    [3, 2],
    [3, 3],
  ]);
  expect(new Set(parts.map(({ tlvs }) => tlvs.get(0x20c)?.toString('hex'))).size).toBe(1);
  expect(sent({ concatenation: 'sar' })[0]?.tlvs.size).toBe(0);
});

test('by payload the whole text goes in one message_payload, up to 64 KB', () => {
  for (const text of [long, 'x'.repeat(65_000)]) {
    const parts = sent({ concatenation: 'payload' }, { text });
    expect(parts).toHaveLength(1);
    expect(words(parts)).toBe(text);
    expect(parts[0]?.tlvs.has(0x424)).toBe(true);
  }
});

/** The data coding, and all that comes after it: sm_default_msg_id, sm_length, short_message and the TLVs. */
function wireText(text: string, encoding: 'gsm7' | 'ucs2', segments: number): string {
  const [body, ...others] = bodies({ concatenation: 'payload' }, { text, encoding, segments });
  expect(others).toEqual([]);
  // The fields before it: no service type, the sender, the recipient, three flags, no times, two flags.
  return body?.toString('hex', 1 + (2 + 7) + (2 + 13) + 3 + 2 + 2) ?? '';
}

test.each([
  [1, 160],
  [2, 161],
  [2, 254],
  [2, 255],
])('by payload a text of %i segments (%i septets) goes where the operator looks for it', (segments, septets) => {
  const text = '78'.repeat(septets);
  const length = septets.toString(16).padStart(4, '0');
  const expected = segments === 1 ? `0000a0${text}` : `0000000424${length}${text}`;
  expect(wireText('x'.repeat(septets), 'gsm7', segments)).toBe(expected);
});

test.each([
  [1, 70],
  [2, 71],
  [2, 127],
])(
  'by payload a text of %i segments (%i characters of UCS-2) goes where the operator looks for it',
  (segments, count) => {
    const text = '0142'.repeat(count);
    const length = (count * 2).toString(16).padStart(4, '0');
    const expected = segments === 1 ? `08008c${text}` : `0800000424${length}${text}`;
    expect(wireText('ł'.repeat(count), 'ucs2', segments)).toBe(expected);
  },
);

test('consecutive long texts have different references', () => {
  const compose = createSubmitComposer(account, encoder, seededRandom(1));
  const references = Array.from(
    { length: 300 },
    () => compose({ ...hello, text: long, segments: 3 }).encoded().parts[0]?.[3],
  );
  expect(new Set(references).size).toBe(256);
});

test('the account’s own settings are in every part', () => {
  const composed = createSubmitComposer(
    {
      ...account,
      serviceType: 'CMT',
      protocolId: 0x41,
      priority: 2,
      replaceIfPresent: true,
      receipts: 'failure',
      validitySeconds: 3_600,
      scheduleSeconds: 60,
      recipientMarks: { ton: 2, npi: 8 },
      vendorTlvs: [{ tag: 0x1400, value: '0a0b' }],
    },
    encoder,
    seededRandom(1),
  )({ ...hello, text: long, segments: 3 }).encoded();
  expect(composed.form.head.toString('latin1')).toBe('CMT\0\x05\0MyShop\0\x02\x08');
  expect(composed.form.options.toString('latin1')).toBe('\x41\x02000000000100000R\x00000000010000000R\0\x02\x01');
  expect(composed.tlvs?.map((tlvs) => tlvs.toString('hex'))).toEqual(Array(3).fill('140000020a0b'));
});

test('SMPP 3.3 gets no TLVs', () => {
  const options = { interfaceVersion: 0x33, concatenation: 'payload', vendorTlvs: [{ tag: 1, value: '00' }] } as const;
  const parts = sent(options, { text: long });
  expect(parts.map(({ tlvs }) => tlvs.size)).toEqual([0, 0, 0]);
});
