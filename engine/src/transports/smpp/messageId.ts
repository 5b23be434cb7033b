/** How receipts write the id that submit_sm_resp gave in another way. */
export type ReceiptIdForm = 'same' | 'hex' | 'decimal';

/** An operator's message id as it is compared: lower case, without leading zeros. */
export function canonicalId(id: string): string {
  const first = id.charCodeAt(0);
  if (first !== 0x30 && isPlain(id)) return id;
  const trimmed = id.trim().toLowerCase();
  return trimmed.replace(/^0+(?=.)/, '');
}

/**
 * The id of a receipt as submit_sm_resp wrote it, canonical. `hex`: the receipt has hexadecimal digits where the
 * response had decimal ones; `decimal`: the other way round. An id of another kind is left alone.
 */
export function responseIdOf(receiptId: string, form: ReceiptIdForm): string {
  const id = canonicalId(receiptId);
  if (form === 'hex' && /^[0-9a-f]{1,32}$/.test(id)) return BigInt(`0x${id}`).toString(10);
  if (form === 'decimal' && /^\d{1,38}$/.test(id)) return BigInt(id).toString(16);
  return id;
}

/** Every id that submit_sm_resp may have given for a receipt's id, canonical, the likeliest first. */
export function candidateIds(receiptId: string): string[] {
  return [...new Set((['same', 'decimal', 'hex'] as const).map((form) => responseIdOf(receiptId, form)))];
}

function isPlain(id: string): boolean {
  for (let i = 0; i < id.length; i++) {
    const code = id.charCodeAt(i);
    if (code <= 0x20 || (code >= 0x41 && code <= 0x5a)) return false;
  }
  return true;
}
