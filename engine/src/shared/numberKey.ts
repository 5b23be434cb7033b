import { createHmac } from 'node:crypto';

/** Turns an E.164 number into its keyed hash (HMAC-SHA-256, first 16 bytes, hex): what outlives an erasure. */
export type NumberKeyer = (number: string) => string;

/** A keyer over the store's secret key (32 bytes). */
export function createNumberKeyer(secretKey: Buffer): NumberKeyer {
  return (number) => createHmac('sha256', secretKey).update(number).digest('hex').slice(0, 32);
}
