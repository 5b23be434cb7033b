import { createHmac, createSecretKey } from 'node:crypto';

/** Turns an E.164 number into its keyed hash (HMAC-SHA-256, first 16 bytes, hex): what outlives an erasure. */
export type NumberKeyer = (number: string) => string;

/** A keyer over the store's secret key (32 bytes). */
export function createNumberKeyer(secretKey: Buffer): NumberKeyer {
  // A key object is read once; a buffer would be for every number, which takes six times as long.
  const key = createSecretKey(secretKey);
  return (number) => createHmac('sha256', key).update(number).digest('hex').slice(0, 32);
}
