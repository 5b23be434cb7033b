import type { SimulatedSubmit } from './submit';

export type IdFormat = 'dec' | 'hex' | 'uuid';
export type DropMode = 'rst' | 'fin' | 'unbind' | 'silence';

/** What goes wrong on purpose. A count of 0 (the default) means never. */
export interface SimulatorFaults {
  /** Every n-th submit_sm is answered with `rejectStatus` (default 0x45, ESME_RSUBMITFAIL). */
  readonly rejectEvery?: number;
  readonly rejectStatus?: number;
  /** Every n-th is answered "too fast". */
  readonly throttleEvery?: number;
  /** Every n-th is answered with a generic_nack. */
  readonly nackEvery?: number;
  /** Every n-th is taken and never answered. */
  readonly swallowEvery?: number;
  /** After every n-th, taken and not answered, the connection breaks. */
  readonly dropEvery?: number;
  /** Default `rst`. `silence`: the connection stays and nothing more comes out of it. */
  readonly dropMode?: DropMode;
  /** Answers of a batch go out in reverse. */
  readonly reverseAnswers?: boolean;
  /** Binds are never answered. */
  readonly silentBind?: boolean;
  /** bind_resp carries another sequence number. */
  readonly wrongBindSequence?: boolean;
  /** Answered instead of a bind_resp, then the connection ends: garbage, or "HTTP/1.1 400". */
  readonly bindAnswer?: Buffer;
}

export interface SimulatorReceipts {
  /** Default true: a receipt for each submit_sm that asks for one of how it ended. */
  readonly on?: boolean;
  readonly delayMs?: number;
  /** How the receipt writes the id. Default: as submit_sm_resp did. `padded`: with leading zeros, upper case. */
  readonly idFormat?: IdFormat | 'padded';
  /** Default `both`. */
  readonly style?: 'text' | 'tlv' | 'both';
  /** Sent before the submit_sm_resp. */
  readonly early?: boolean;
  /** Sent twice. */
  readonly twice?: boolean;
  /** Sent in reverse, where several are due. */
  readonly reverse?: boolean;
  /** Of n numbers one is undelivered, always the same. */
  readonly undeliveredEvery?: number;
}

export interface SimulatorOptions {
  /** Default 0: any free one. */
  readonly port?: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Blank or left out: any will do. */
  readonly systemId?: string;
  readonly password?: string;
  /** sc_interface_version of bind answers. Default 0x34. */
  readonly interfaceVersion?: 0x33 | 0x34 | 0x50;
  /** From a submit_sm to its answer. */
  readonly latencyMs?: number;
  /** Meets `latencyMs` exactly at the price of a busy processor: for measurements. */
  readonly preciseLatency?: boolean;
  /** A strict token bucket, for all connections together; 0: no limit. */
  readonly tps?: number;
  /** Default 2% of `tps`, at least 2. */
  readonly tpsBurst?: number;
  /** Default `dec`. */
  readonly idFormat?: IdFormat;
  /** First message id; later ones count on. Default: from the clock, so that a restart repeats none. */
  readonly firstId?: number;
  readonly receipts?: SimulatorReceipts;
  /** Of n numbers one answers STOP to each whole text that was delivered, always the same; 0: none. */
  readonly stopEvery?: number;
  /** congestion_state of every answer; none by default. */
  readonly congestionState?: number;
  readonly tls?: { readonly key: string; readonly cert: string; readonly ca?: string; readonly requestCert?: boolean };
  readonly faults?: SimulatorFaults;
  /** One JSON line for each accepted submit_sm is appended here. */
  readonly logFile?: string;
  /** Called for each submit_sm that was accepted, with the id it was given, and which connection it came over, counted from 1. */
  readonly onSubmit?: (submit: SimulatedSubmit, id: string, connection: number) => void;
}

/** Counts since the start. */
export interface SimulatorStatistics {
  readonly accepted: number;
  readonly throttled: number;
  readonly rejected: number;
  readonly receipts: number;
  readonly replies: number;
  /** Texts and receipts not yet taken by a client. */
  readonly undelivered: number;
  readonly binds: number;
  readonly bound: number;
  readonly enquireLinks: number;
}
