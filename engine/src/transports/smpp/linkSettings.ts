import type { LinkSettings } from './link/link';
import type { BindMode, BindSettings, TlsSettings } from './session/bindSettings';
import type { SmppLinkOptions } from './smppLinkOptions';

const wellKnownAuthorities: TlsSettings = {};

/** The link's settings for an account, with the defaults filled in. */
export function linkSettings(options: SmppLinkOptions): LinkSettings {
  const modes: readonly BindMode[] =
    options.bindMode === 'pair' || options.interfaceVersion === 0x33 ? ['transmitter', 'receiver'] : ['transceiver'];
  const binds = Array.from({ length: options.binds ?? 1 }, () =>
    modes.map((mode) => bindSettings(options, mode)),
  ).flat();
  return {
    binds,
    holdMs: options.holdMs ?? 20_000,
    retryDelaysMs: options.retryDelaysMs ?? [1_000, 4_000, 16_000],
    reconnect: {
      firstMs: options.reconnectFirstMs ?? 1_000,
      longestMs: options.reconnectLongestMs ?? 60_000,
      mendingMs: options.reconnectMendingMs ?? 60_000,
    },
  };
}

function bindSettings(options: SmppLinkOptions, mode: BindMode): BindSettings {
  const tls = options.tls === true ? wellKnownAuthorities : options.tls || null;
  return {
    host: options.host,
    port: options.port,
    tls,
    systemId: options.systemId,
    password: options.password,
    systemType: options.systemType ?? '',
    mode,
    interfaceVersion: options.interfaceVersion ?? 0x34,
    addressTon: options.addressTon ?? 0,
    addressNpi: options.addressNpi ?? 0,
    addressRange: options.addressRange ?? '',
    window: options.window ?? 50,
    connectTimeoutMs: options.connectTimeoutMs ?? 10_000,
    bindTimeoutMs: options.bindTimeoutMs ?? 10_000,
    responseTimeoutMs: options.responseTimeoutMs ?? 60_000,
    enquireLinkMs: options.enquireLinkMs ?? 30_000,
    enquireTimeoutMs: options.enquireTimeoutMs ?? 10_000,
  };
}
