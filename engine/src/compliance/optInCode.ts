import { createHmac, timingSafeEqual, type KeyObject } from 'node:crypto';
import type { Random } from '../shared/random';

/** Makes and checks the codes of double opt-ins; only a keyed hash of a code is ever stored. */
export interface OptInCodes {
  /** A fresh code for a request, with its hash. */
  make(requestId: string): { readonly code: string; readonly codeHash: string };
  /** Whether a code is that of a request; takes as long for a wrong one, and for no request at all. */
  isRight(code: string, request: { readonly id: string; readonly codeHash: string | null } | null): boolean;
}

/** Codes of `digits` digits, hashed with `key`. */
export function createOptInCodes(
  digits: number,
  ports: { readonly key: KeyObject; readonly random: Random },
): OptInCodes {
  const hashOf = (requestId: string, code: string): Buffer =>
    createHmac('sha256', ports.key).update(`${requestId} ${code}`).digest();
  const nobody = { id: '', codeHash: hashOf('', '').toString('hex') };
  return {
    make(requestId) {
      // 64 random bits for at most 10 digits: no code is likelier than another by more than one part in a billion.
      const drawn = ports.random.bytes(8).readBigUInt64BE() % 10n ** BigInt(digits);
      const code = drawn.toString().padStart(digits, '0');
      return { code, codeHash: hashOf(requestId, code).toString('hex') };
    },
    isRight(code, request) {
      const { id, codeHash } = request?.codeHash == null ? nobody : request;
      const given = hashOf(id, code.replace(/[\s-]/g, ''));
      return timingSafeEqual(given, Buffer.from(codeHash ?? '', 'hex')) && request !== null;
    },
  };
}
