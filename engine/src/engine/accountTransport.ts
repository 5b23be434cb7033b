import type { SmppAccount } from '../config';
import type { Transport } from '../delivery/transport';
import type { Clock } from '../shared/clock';
import type { Log } from '../shared/log';
import type { Random } from '../shared/random';
import { decodeText } from '../text/decodeText';
import { encodeSegments } from '../text/encodeSegments';
import { createSmppTransport } from '../transports/smpp/smppTransport';

/** The transport of an account, with the text layer's encoder in it. */
export function createAccountTransport(
  account: SmppAccount,
  ports: { readonly clock: Clock; readonly random: Random; readonly log: Log },
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
    },
    { ...ports, encode: { encodeSegments }, decode: { decodeText } },
  );
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
    whenUncertain: 'hold',
  };
}
