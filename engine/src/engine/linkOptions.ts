import type { SmppAccount } from '../config';
import type { TlsSettings } from '../transports/smpp/session/bindSettings';
import type { SmppLinkOptions } from '../transports/smpp/smppLinkOptions';

const interfaceVersions = { '33': 0x33, '34': 0x34, '50': 0x50 } as const;
const oneSecondMs = 1_000;

/** An account as the SMPP transport takes it. */
export function linkOptions(account: SmppAccount): SmppLinkOptions {
  const { nameTonNpi, shortCodeTonNpi, numberTonNpi, recipientTonNpi } = account;
  const { validityHours, serviceType, addressRange } = account;
  return {
    host: account.host,
    port: account.port,
    tls: account.tls ? tlsSettings(account) : false,
    systemId: account.systemId,
    password: account.password,
    systemType: account.systemType,
    sender: account.sender ?? null,
    segmentsPerSecond: account.segmentsPerSecond,
    window: account.window,
    bindMode: account.bindMode,
    binds: account.binds,
    interfaceVersion: interfaceVersions[account.interfaceVersion],
    ...(addressRange === undefined ? {} : { addressRange }),
    senderMarks: {
      ...(nameTonNpi === undefined ? {} : { name: nameTonNpi }),
      ...(shortCodeTonNpi === undefined ? {} : { shortCode: shortCodeTonNpi }),
      ...(numberTonNpi === undefined ? {} : { number: numberTonNpi }),
    },
    ...(recipientTonNpi === undefined ? {} : { recipientMarks: recipientTonNpi }),
    concatenation: account.concatenation,
    ...(serviceType === undefined ? {} : { serviceType }),
    priority: account.priority,
    replaceIfPresent: account.replaceIfPresent,
    receipts: account.receipts,
    receiptIds: account.receiptIds,
    ...(validityHours === undefined ? {} : { validitySeconds: validityHours * 3_600 }),
    vendorTlvs: account.vendorTlvs,
    enquireLinkMs: account.enquireLinkSeconds * oneSecondMs,
    bindTimeoutMs: account.bindTimeoutSeconds * oneSecondMs,
    responseTimeoutMs: account.responseTimeoutSeconds * oneSecondMs,
  };
}

function tlsSettings(account: SmppAccount): TlsSettings {
  const { tlsCa, tlsCertificate, tlsKey, tlsKeyPassphrase, tlsServerName } = account;
  return {
    ...(tlsCa === undefined ? {} : { ca: tlsCa }),
    ...(tlsCertificate === undefined ? {} : { certificate: tlsCertificate }),
    ...(tlsKey === undefined ? {} : { key: tlsKey }),
    ...(tlsKeyPassphrase === undefined ? {} : { passphrase: tlsKeyPassphrase }),
    ...(tlsServerName === undefined ? {} : { serverName: tlsServerName }),
  };
}
