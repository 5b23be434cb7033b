import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls, type ConnectionOptions } from 'node:tls';
import type { BindSettings } from './bindSettings';

// A window of 1,000 segments in one slab must not count as back-pressure.
const writeBufferBytes = 1_048_576;

/** Starts a connection; `ready` is called once bytes may be written (with TLS: after the handshake and its checks). */
export function openSocket(settings: BindSettings, ready: () => void): Socket {
  if (settings.tls !== null) return connectTls(tlsOptions(settings), ready).setNoDelay(true);
  const { host, port } = settings;
  const options = { host, port, noDelay: true, keepAlive: true, highWaterMark: writeBufferBytes };
  return connectTcp(options, ready);
}

function tlsOptions({ host, port, tls }: BindSettings): ConnectionOptions {
  const serverName = tls?.serverName ?? (isIP(host) === 0 ? host : undefined);
  return {
    host,
    port,
    highWaterMark: writeBufferBytes,
    rejectUnauthorized: tls?.verify !== false,
    minVersion: 'TLSv1.2',
    ...(serverName === undefined ? {} : { servername: serverName }),
    ...(tls?.ca === undefined ? {} : { ca: tls.ca }),
    ...(tls?.certificate === undefined ? {} : { cert: tls.certificate }),
    ...(tls?.key === undefined ? {} : { key: tls.key }),
    ...(tls?.passphrase === undefined ? {} : { passphrase: tls.passphrase }),
  } as ConnectionOptions;
}
