import { smppAccountSchema, type SmppAccount } from '../../../engine/src/config';
import { accountTerms, joinParts, segmentEncoder } from '../../../engine/src/engine/accountTransport';
import type { TransportPart } from '../../../engine/src/delivery/transport';
import { linkOptions } from '../../../engine/src/engine/linkOptions';
import { silentLog } from '../../../engine/src/shared/log';
import { decodeText } from '../../../engine/src/text/decodeText';
import { planText } from '../../../engine/src/text/planText';
import { decodePdu } from '../../../engine/src/transports/smpp/codec/decodePdu';
import { submitSmBytes, writeSubmitSm } from '../../../engine/src/transports/smpp/codec/submitSm';
import { InboundMemory } from '../../../engine/src/transports/smpp/inbound/inboundMemory';
import { InboundReader } from '../../../engine/src/transports/smpp/inbound/inboundReader';
import { createSubmitComposer } from '../../../engine/src/transports/smpp/outbound/submitComposer';
import type { InboundPdu } from '../../../engine/src/transports/smpp/session/sessionEvents';
import { createManualClock } from '../../support/manualClock';
import { seededRandom } from '../../support/smppRoute';

const deliverSm = 5;

function account(given: Partial<SmppAccount>): SmppAccount {
  return smppAccountSchema.parse({ host: 'smsc.example', systemId: 'zgoda', sender: '60000', ...given });
}

/** The parts that an account submits, as a phone's operator would deliver them. */
function submitted(settings: SmppAccount, text: string): { readonly planned: number; readonly parts: InboundPdu[] } {
  const plan = planText(text, { ...accountTerms(settings).textForm, mode: 'keep' });
  const compose = createSubmitComposer(linkOptions(settings), segmentEncoder(settings), seededRandom(1));
  const { encoding, segments } = plan;
  const composed = compose({
    id: '1',
    number: '+447700900123',
    sender: null,
    text: plan.text,
    encoding,
    segments,
    purpose: 'marketing',
  });
  const { form, parts: encoded, tlvs: ofParts } = composed.encoded();
  const parts = encoded.map((part, at) => {
    const tlvs = ofParts?.[at] ?? Buffer.alloc(0);
    const bytes = Buffer.alloc(submitSmBytes(form, composed.destination, part.length, tlvs.length));
    writeSubmitSm(bytes, 0, 7, form, composed.destination, part, tlvs);
    bytes.writeUInt32BE(deliverSm, 4);
    const decoded = decodePdu(bytes, 0, bytes.length);
    if (!decoded.ok) throw new Error(decoded.malformed.problem);
    return decoded.pdu as InboundPdu;
  });
  return { planned: segments, parts };
}

/** What an account reads from parts that come in the wrong order. */
async function received(parts: readonly InboundPdu[]): Promise<string[]> {
  const texts: string[] = [];
  const stored: TransportPart[] = [];
  const clock = createManualClock();
  const reader = new InboundReader(
    new InboundMemory('same', clock),
    {
      receipt: async () => null,
      inbound: async ({ text }) => void texts.push(text),
      inboundPart: async (part) => void stored.push(part),
      settled: async () => undefined,
    },
    { decodeText },
    silentLog,
    clock,
  );
  const session = { isBound: true };
  for (const part of [...parts].reverse()) await reader.read(part, session);
  expect(new Set(stored.map(({ textKey }) => textKey)).size).toBeLessThan(2);
  if (stored.length > 0) {
    const inOrder = [...stored].sort((one, other) => one.part - other.part);
    expect(inOrder.map(({ part }) => part)).toEqual(Array.from({ length: stored[0]?.total ?? 0 }, (_, n) => n + 1));
    texts.push(joinParts(inOrder.map(({ content }) => content)));
  }
  return texts;
}

const texts = {
  'plain GSM': 'All work and no play. '.repeat(20),
  'GSM with escapes at the borders': 'a'.repeat(151) + '€[]{}'.repeat(60),
  Polish: 'Zażółć gęślą jaźń. '.repeat(20),
  'emoji at the borders': '👩‍👩‍👧 '.repeat(60),
  Turkish: 'Şişli’de güneşli bir gün, ığdır. '.replaceAll('’', "'").repeat(20),
  Spanish: 'Mañana habrá música y más información aquí. '.repeat(12),
  Portuguese: 'Amanhã haverá promoções e informações às três. '.repeat(12),
  'one segment': 'Şişli, coração, mañana',
} as const;

const concatenations = ['udh8', 'udh16', 'sar'] as const;
const languageSets: readonly SmppAccount['shiftLanguages'][] = [[], ['tr'], ['es'], ['pt'], ['tr', 'es', 'pt']];
const tables = languageSets.map((languages) => [languages.join('+') || 'none', languages] as const);
const forms = concatenations.flatMap((concatenation) => tables.map((table) => [concatenation, ...table] as const));

describe.each(forms)('%s with national tables %s', (concatenation, _names, shiftLanguages) => {
  test.each(Object.entries(texts))('%s: as many parts are submitted as planned, and read back', async (_name, text) => {
    const { planned, parts } = submitted(account({ concatenation, shiftLanguages }), text);
    expect(parts).toHaveLength(planned);
    expect(await received(parts)).toEqual([text]);
  });
});

test.each(tables)('payload with national tables %s: one part, whatever is planned', async (_names, shiftLanguages) => {
  const settings = account({ concatenation: 'payload', shiftLanguages });
  for (const text of Object.values(texts)) {
    const { parts } = submitted(settings, text);
    expect(parts).toHaveLength(1);
    expect(await received(parts)).toEqual([text]);
  }
});

test('a national table more than doubles the room', () => {
  const none = submitted(account({}), texts.Turkish);
  const turkish = submitted(account({ shiftLanguages: ['tr'] }), texts.Turkish);
  expect([none.planned, turkish.planned]).toEqual([10, 5]);
});

test('an account without the new settings counts as before', () => {
  expect(accountTerms(account({}))).toEqual({
    textForm: { referenceBits: 8, shiftLanguages: [] },
    pricePerSegment: null,
  });
});
