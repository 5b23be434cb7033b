import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls, type ConnectionOptions } from 'node:tls';
import type { BindSettings } from './bindSettings';

/** Unsent bytes from which on a socket counts as blocked: a window of 1,000 segments in one slab must not be. */
export const writeBufferBytes = 1_048_576;

const readBufferBytes = 65_536;

/**
 * Starts a connection. `ready` is called once bytes may be written (with TLS: after the handshake and its checks),
 * `receive` with the bytes that come, which are valid only during the call.
 */
export function openSocket(settings: BindSettings, ready: () => void, receive: (bytes: Buffer) => void): Socket {
  if (settings.tls !== null) {
    return connectTls(tlsOptions(settings), ready).setNoDelay(true).on('data', receive);
  }
  const { host, port } = settings;
  const socket = connectTcp(
    {
      host,
      port,
      noDelay: true,
      keepAlive: true,
      // One buffer for all reads: a fresh one for each is most of the garbage of a fast link.
      onread: {
        buffer: Buffer.allocUnsafeSlow(readBufferBytes),
        callback(count, bytes) {
          receive(bytes.subarray(0, count) as Buffer);
          return true;
        },
      },
      ...{ highWaterMark: writeBufferBytes },
    },
    ready,
  );
  // Without a reader the end of the stream would go unseen.
  return socket.resume();
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
