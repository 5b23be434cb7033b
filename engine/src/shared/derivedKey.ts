import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';

/** A key for one use, made from the store's secret key: what one use gives away says nothing of the others. */
export function deriveKey(secretKey: Buffer, use: 'opt-in code' | 'withdrawal link'): KeyObject {
  return createSecretKey(createHmac('sha256', secretKey).update(`zgoda ${use}`).digest());
}
