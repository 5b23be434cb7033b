import type { RouteTerms } from '../campaign/routeTerms';
import type { SmppAccount } from '../config';
import type { Transport } from '../delivery/transport';
import type { Clock } from '../shared/clock';
import type { Log } from '../shared/log';
import type { Random } from '../shared/random';
import { decodeText } from '../text/decodeText';
import { encodeSegments } from '../text/encodeSegments';
import type { TextMemory } from '../transports/smpp/inbound/textMemory';
import { createSmppTransport, createTextMemory } from '../transports/smpp/smppTransport';
import type { SegmentEncoder } from '../transports/smpp/text';

/** The transport of an account, with the text layer's encoder in it. */
export function createAccountTransport(
  account: SmppAccount,
  ports: { readonly clock: Clock; readonly random: Random; readonly log: Log; readonly texts?: TextMemory },
): Transport {
  const { host, port, tls, systemId, password, systemType, segmentsPerSecond, window, bindMode, binds } = account;
  return createSmppTransport(
    {
      host,
      port,
      tls,
      systemId,
      password,
      systemType,
      sender: account.sender ?? null,
      segmentsPerSecond,
      window,
      bindMode,
      binds,
      concatenation: account.concatenation,
    },
    { ...ports, encode: segmentEncoder(account), decode: { decodeText } },
  );
}

/** What the transports of one account share: parts of a text come in on any of them. */
export function createAccountTexts({ clock }: { readonly clock: Clock }): TextMemory {
  return createTextMemory({}, clock);
}

/** The terms of an account: the form in which its transport encodes texts, and what a segment costs. */
export function accountTerms({ concatenation, shiftLanguages, pricePerSegment }: SmppAccount): RouteTerms {
  // SAR references have 16 bits on the wire; the operator makes the header from them.
  const referenceBits = concatenation === 'udh16' || concatenation === 'sar' ? 16 : 8;
  return { textForm: { referenceBits, shiftLanguages }, pricePerSegment: pricePerSegment ?? null };
}

/** The text layer's encoder, with the account's national tables. */
export function segmentEncoder({ shiftLanguages }: Pick<SmppAccount, 'shiftLanguages'>): SegmentEncoder {
  return {
    encodeSegments: (text, encoding, options) => encodeSegments(text, encoding, { ...options, shiftLanguages }),
  };
}

/** The built-in simulator as an account: quick, so that a test run takes no patience. */
export function simulatorAccount(port: number): SmppAccount {
  return {
    host: '127.0.0.1',
    port,
    tls: false,
    systemId: 'test-mode',
    password: '',
    systemType: '',
    sender: 'ZGODA',
    segmentsPerSecond: 1_000,
    window: 100,
    bindMode: 'transceiver',
    binds: 1,
    concatenation: 'udh8',
    shiftLanguages: [],
    whenUncertain: 'hold',
  };
}
