import { createPublicKey, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';

/** A certificate with its private key, both PEM. */
export interface TestCertificate {
  readonly cert: string;
  readonly key: string;
}

export interface TestAuthority extends TestCertificate {
  /** A certificate of this authority for a host name. */
  issue(hostName: string): TestCertificate;
}

// DER (ITU-T X.690) of just what a certificate needs.
const der = (tag: number, ...parts: Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  if (body.length < 128) return Buffer.concat([Buffer.from([tag, body.length]), body]);
  const length = Buffer.from(body.length.toString(16).padStart(4, '0'), 'hex');
  return Buffer.concat([Buffer.from([tag, 0x82]), length, body]);
};
const sequence = (...parts: Buffer[]): Buffer => der(0x30, ...parts);
const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'));
const bitString = (bytes: Buffer): Buffer => der(0x03, Buffer.from([0]), bytes);
const octetString = (bytes: Buffer): Buffer => der(0x04, bytes);
const name = (commonName: string): Buffer =>
  sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from(commonName)))));
const utcTime = (year: number): Buffer => der(0x17, Buffer.from(`${year % 100}0101000000Z`));
const ecdsaWithSha256 = sequence(oid('2a8648ce3d040302'));
const critical = der(0x01, Buffer.from([0xff]));

const pem = (label: string, bytes: Buffer): string =>
  `-----BEGIN ${label}-----\n${bytes.toString('base64').replace(/.{64}/g, '$&\n').trim()}\n-----END ${label}-----\n`;

function certificate(subject: string, issuer: string, key: KeyObject, signer: KeyObject, extension: Buffer): string {
  const publicKey = createPublicKey(key).export({ type: 'spki', format: 'der' });
  const year = new Date().getUTCFullYear();
  const content = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ecdsaWithSha256,
    name(issuer),
    sequence(utcTime(year - 1), utcTime(year + 2)),
    name(subject),
    publicKey,
    der(0xa3, sequence(extension)),
  );
  return pem('CERTIFICATE', sequence(content, ecdsaWithSha256, bitString(sign('sha256', content, signer))));
}

const newKey = (): KeyObject => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
const exported = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString();

/** A fresh authority, trusted by nobody until a test says so. */
export function createTestAuthority(): TestAuthority {
  const subject = 'Zgoda test authority';
  const key = newKey();
  const isAuthority = sequence(oid('551d13'), critical, octetString(sequence(critical)));
  return {
    cert: certificate(subject, subject, key, key, isAuthority),
    key: exported(key),
    issue(hostName) {
      const own = newKey();
      const names = sequence(oid('551d11'), octetString(sequence(der(0x82, Buffer.from(hostName)))));
      return { cert: certificate(hostName, subject, own, key, names), key: exported(own) };
    },
  };
}
