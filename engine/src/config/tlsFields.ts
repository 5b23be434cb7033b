import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { z } from 'zod/v4';
import { field } from '../shared/fields';
import { pem, pemBlocks } from './pem';

/** How an account's connection is encrypted. */
export const tlsFields = {
  tlsCa: field(pem('CERTIFICATE').optional(), {
    label: 'TLS Authority',
    labelPl: 'Urząd certyfikacji TLS',
    help: 'Certificate (PEM) of the operator’s own authority. Blank: the well-known authorities.',
    helpPl: 'Certyfikat (PEM) własnego urzędu operatora. Puste: powszechnie uznane urzędy.',
    kind: 'longText',
    placeholder: '-----BEGIN CERTIFICATE-----',
    advanced: true,
  }),
  tlsCertificate: field(pem('CERTIFICATE').optional(), {
    label: 'TLS Client Certificate',
    labelPl: 'Certyfikat klienta TLS',
    help: 'Certificate (PEM) that the operator issued to you, if it did.',
    helpPl: 'Certyfikat (PEM) wydany ci przez operatora, jeśli go wydał.',
    kind: 'longText',
    placeholder: '-----BEGIN CERTIFICATE-----',
    advanced: true,
  }),
  tlsKey: field(pem('PRIVATE KEY').optional(), {
    label: 'TLS Client Key',
    labelPl: 'Klucz klienta TLS',
    help: 'Private key (PEM) of the client certificate.',
    helpPl: 'Klucz prywatny (PEM) certyfikatu klienta.',
    kind: 'longSecret',
    advanced: true,
  }),
  tlsKeyPassphrase: field(z.string().max(1_000).optional(), {
    label: 'TLS Key Passphrase',
    labelPl: 'Hasło klucza TLS',
    help: 'Only if the private key is encrypted.',
    helpPl: 'Tylko jeśli klucz prywatny jest zaszyfrowany.',
    kind: 'secret',
    advanced: true,
  }),
  tlsServerName: field(z.string().max(253).optional(), {
    label: 'TLS Server Name',
    labelPl: 'Nazwa serwera TLS',
    help: 'Name in the operator’s certificate, where it is another than the host (SNI).',
    helpPl: 'Nazwa w certyfikacie operatora, jeśli jest inna niż host (SNI).',
    placeholder: 'e.g. smpp.operator.example',
    advanced: true,
  }),
};

/** The TLS settings of an account, checked one by one. */
export interface TlsValues {
  readonly tls: boolean;
  readonly tlsCa?: string | undefined;
  readonly tlsCertificate?: string | undefined;
  readonly tlsKey?: string | undefined;
  readonly tlsKeyPassphrase?: string | undefined;
  readonly tlsServerName?: string | undefined;
}

/** What is wrong with the TLS settings together: the setting, and a sentence; null when nothing is. */
export function tlsProblem(values: TlsValues): { readonly field: keyof TlsValues; readonly problem: string } | null {
  const { tlsCa, tlsCertificate, tlsKey, tlsKeyPassphrase } = values;
  const unused = values.tls ? undefined : tlsNames.find((name) => values[name] !== undefined);
  if (unused !== undefined) return { field: unused, problem: 'It is of no use while TLS is off; switch TLS on' };
  if (tlsCa !== undefined && !readable(tlsCa)) return { field: 'tlsCa', problem: cutShort };
  if (tlsCertificate === undefined) {
    return tlsKey === undefined ? null : { field: 'tlsCertificate', problem: 'It is missing; the client key needs it' };
  }
  if (!readable(tlsCertificate)) return { field: 'tlsCertificate', problem: cutShort };
  if (tlsKey === undefined) return { field: 'tlsKey', problem: 'It is missing; the client certificate needs it' };
  const key = readKey(tlsKey, tlsKeyPassphrase);
  if (key === null) {
    return { field: 'tlsKey', problem: 'It cannot be read; paste it whole, and check its passphrase' };
  }
  const [own = ''] = pemBlocks(tlsCertificate);
  if (new X509Certificate(own).checkPrivateKey(key)) return null;
  return { field: 'tlsKey', problem: 'It is not the key of the client certificate' };
}

const tlsNames = ['tlsCa', 'tlsCertificate', 'tlsKey', 'tlsKeyPassphrase', 'tlsServerName'] as const;

const cutShort = 'It cannot be read; paste the certificate whole';

function readable(certificates: string): boolean {
  try {
    return pemBlocks(certificates).every((block) => new X509Certificate(block).raw.length > 0);
  } catch {
    return false;
  }
}

function readKey(key: string, passphrase: string | undefined): KeyObject | null {
  try {
    return createPrivateKey({ key, format: 'pem', ...(passphrase === undefined ? {} : { passphrase }) });
  } catch {
    return null;
  }
}
