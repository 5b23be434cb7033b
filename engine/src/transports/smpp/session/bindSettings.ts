/** How a connection is encrypted. The server's certificate is verified unless `verify` says otherwise. */
export interface TlsSettings {
  /** PEM of the authorities to trust instead of the well-known ones. */
  readonly ca?: string;
  /** PEM of the client's certificate, with its key. */
  readonly certificate?: string;
  readonly key?: string;
  readonly passphrase?: string;
  /** Name to ask for and to verify; the host by default. */
  readonly serverName?: string;
  /** False accepts any certificate: only for a test server. */
  readonly verify?: boolean;
}

/** The way a session is bound (SMPP 3.4 section 2.2.1). */
export type BindMode = 'transceiver' | 'transmitter' | 'receiver';

/** Everything that one session needs to bind. */
export interface BindSettings {
  readonly host: string;
  readonly port: number;
  /** Null: plain TCP. */
  readonly tls: TlsSettings | null;
  readonly systemId: string;
  readonly password: string;
  readonly systemType: string;
  readonly mode: BindMode;
  /** Offered interface_version: 0x33, 0x34 or 0x50. */
  readonly interfaceVersion: number;
  readonly addressTon: number;
  readonly addressNpi: number;
  readonly addressRange: string;
  /** Most submit_sm without an answer. */
  readonly window: number;
  /** From the first packet to a connection (with TLS: a secured one). */
  readonly connectTimeoutMs: number;
  /** From the bind request to its answer. */
  readonly bindTimeoutMs: number;
  /** From a submit_sm to its answer. */
  readonly responseTimeoutMs: number;
  /** Silence after which the peer is asked whether it is there. */
  readonly enquireLinkMs: number;
  /** From that question to an answer. */
  readonly enquireTimeoutMs: number;
}
