import type { RouteTerms } from '../campaign/routeTerms';
import { smppAccountSchema, type SmppAccount } from '../config';
import type { Clock } from '../shared/clock';
import type { Log } from '../shared/log';
import type { Random } from '../shared/random';
import { decodeText } from '../text/decodeText';
import { encodeSegments } from '../text/encodeSegments';
import { writePlainSeptets } from '../text/plainSeptets';
import { longestPassword } from '../transports/smpp/session/closeReason';
import { decodeParts, readContent } from '../transports/smpp/inbound/textBytes';
import type { InboundMemory } from '../transports/smpp/inbound/inboundMemory';
import type { PacerTurns } from '../transports/smpp/link/pacerTurns';
import {
  createInboundMemory,
  createPacerTurns,
  createSmppTransport,
  type SmppPorts,
  type SmppTransport,
} from '../transports/smpp/smppTransport';
import type { SegmentEncoder } from '../transports/smpp/text';
import { linkOptions } from './linkOptions';

/** The transport of an account, with the text layer's encoder in it. Throws `sender_invalid`. */
export function createAccountTransport(
  account: SmppAccount,
  ports: { readonly clock: Clock; readonly random: Random; readonly log: Log } & SharedByBinds,
): SmppTransport {
  return createSmppTransport(linkOptions(account), {
    ...ports,
    encode: segmentEncoder(account),
    decode: { decodeText },
  });
}

/** What the transports of one account share: texts and receipts come in on any of them, and all go by one pacer. */
export type SharedByBinds = Pick<SmppPorts, 'memory' | 'turns'>;

/** What an account's transports remember together of what came in. */
export function createAccountMemory(account: SmppAccount, { clock }: { readonly clock: Clock }): InboundMemory {
  return createInboundMemory(linkOptions(account), clock);
}

/** The text of the parts that a transport of an account handed over. */
export function joinParts(contents: readonly string[]): string {
  return decodeParts(contents.map(readContent), { decodeText });
}

/** The pacer that an account's transports share, at the rate of one bind: see `rateOfBinds`. */
export function createAccountPacer(
  account: SmppAccount,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): PacerTurns {
  return createPacerTurns(rateOfBinds(account, 1), clock, log);
}

/** Segments a second that so many of an account's binds may send. */
export function rateOfBinds({ segmentsPerSecond, binds }: SmppAccount, count: number): number {
  return (segmentsPerSecond * count) / binds;
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
    writePlainSeptets,
    encodeSegments: (text, encoding, { reference, referenceBits, carriage }) =>
      encodeSegments(text, encoding, { reference, referenceBits, carriage, shiftLanguages }),
  };
}

/** The built-in simulator as an account: quick, so that a test run takes no patience. */
export function simulatorAccount(port: number): SmppAccount {
  return smppAccountSchema.parse({
    host: '127.0.0.1',
    port,
    systemId: 'test-mode',
    sender: 'ZGODA',
    segmentsPerSecond: 1_000,
    window: 100,
  });
}

/** What people should know of an account although it may work; null for nothing. */
export function accountWarning({ password }: SmppAccount): string | null {
  if (password.length <= longestPassword) return null;
  return 'The password has more than 8 characters, the limit of SMPP 3.4; it is sent as it is. If the operator refuses the login, ask for a shorter one.';
}
