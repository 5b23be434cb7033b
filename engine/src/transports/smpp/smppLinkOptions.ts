import type { ReceiptIdForm } from './messageId';
import type { SenderMarks, TonNpi } from './outbound/address';
import type { TlsSettings } from './session/bindSettings';

/** How a text of several parts is written. */
export type Concatenation = 'udh8' | 'udh16' | 'sar' | 'payload';

/** An account with an operator, as this transport needs it. Only the first five have no default. */
export interface SmppLinkOptions {
  readonly host: string;
  readonly port: number;
  readonly systemId: string;
  readonly password: string;
  /** For all connections together, counting segments. Infinity: no pacing. */
  readonly segmentsPerSecond: number;

  /** True: TLS with the well-known authorities. Default false. */
  readonly tls?: boolean | TlsSettings;
  readonly systemType?: string;
  /** Used for a message without a sender of its own. */
  readonly sender?: string | null;
  /** Segments without an answer, on each connection. Default 50. */
  readonly window?: number;
  /** Default `transceiver`. */
  readonly bindMode?: 'transceiver' | 'pair';
  /** Connections (or pairs). Default 1. */
  readonly binds?: number;
  /** Default 0x34. */
  readonly interfaceVersion?: 0x33 | 0x34 | 0x50;
  readonly addressTon?: number;
  readonly addressNpi?: number;
  readonly addressRange?: string;

  /** Where the operator wants others than the shape of a sender suggests. */
  readonly senderMarks?: SenderMarks;
  /** Default 1/1: international numbers. */
  readonly recipientMarks?: TonNpi;

  /** Default `udh8`. */
  readonly concatenation?: Concatenation;
  readonly serviceType?: string;
  readonly protocolId?: number;
  readonly priority?: number;
  readonly replaceIfPresent?: boolean;
  /** Which receipts to ask for. Default `final`. */
  readonly receipts?: 'none' | 'final' | 'failure';
  /** How long the operator tries; its own choice by default. */
  readonly validitySeconds?: number;
  /** How long the operator waits before it sends; not at all by default. */
  readonly scheduleSeconds?: number;
  /** TLVs of the operator's own for each submit_sm: `value` in hexadecimal. */
  readonly vendorTlvs?: readonly { readonly tag: number; readonly value: string }[];

  /** How receipts write message ids; `auto` learns it from the first ones. Default `auto`. */
  readonly receiptIds?: 'auto' | ReceiptIdForm;

  readonly connectTimeoutMs?: number;
  readonly bindTimeoutMs?: number;
  readonly responseTimeoutMs?: number;
  readonly enquireLinkMs?: number;
  readonly enquireTimeoutMs?: number;
  readonly reconnectFirstMs?: number;
  readonly reconnectLongestMs?: number;
  readonly reconnectMendingMs?: number;
  /** A message that waited this long for the pacer or a throttled operator comes back as unsent. Default 20 s. */
  readonly holdMs?: number;
  /** How long to wait before each further try of a segment that the operator's system failed on. Default 1, 4 and 16 s. */
  readonly retryDelaysMs?: readonly number[];
}
