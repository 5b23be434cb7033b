import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';
import type { Random } from '../../shared/random';

/** What recipients need of the store's secret key; none of it is stored. */
export interface RecipientKeys {
  /** The secret that a recipient's messages are signed with, as Standard Webhooks writes it: `whsec_` and base64. */
  secretOf(recipientId: string): string;
  /** Encrypts what is to be sent, so that neither the database nor its backups hold it. */
  seal(noticeId: string, text: string): string;
  /** Throws where the text was changed, or belongs to another notice. */
  open(noticeId: string, sealed: string): string;
}

const ivBytes = 12;
const tagBytes = 16;

/** Keys over the store's secret key (32 bytes). */
export function createRecipientKeys(secretKey: Buffer, random: Random): RecipientKeys {
  const derive = (use: string): Buffer => createHmac('sha256', secretKey).update(use).digest();
  const sealingKey = derive('zgoda recipient notices');
  return {
    secretOf: (recipientId) => `whsec_${derive(`zgoda recipient ${recipientId}`).toString('base64')}`,

    seal(noticeId, text) {
      const iv = random.bytes(ivBytes);
      const cipher = createCipheriv('aes-256-gcm', sealingKey, iv).setAAD(Buffer.from(noticeId));
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64');
    },

    open(noticeId, sealed) {
      const bytes = Buffer.from(sealed, 'base64');
      const decipher = createDecipheriv('aes-256-gcm', sealingKey, bytes.subarray(0, ivBytes))
        .setAAD(Buffer.from(noticeId))
        .setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
      return Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]).toString('utf8');
    },
  };
}
