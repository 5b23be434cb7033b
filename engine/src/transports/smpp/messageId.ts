/** How receipts write the id that submit_sm_resp gave in another way. */
export type ReceiptIdForm = 'same' | 'hex' | 'decimal';

/** An operator's message id as it is compared: lower case, without leading zeros and spaces around it. */
export function canonicalId(id: string): string {
  return withoutZeros(isTidy(id) ? id : id.trim().toLowerCase());
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

/** What else an id may be in the other place, response or receipt, where it is not known how they are written; canonical. */
export function otherFormsOf(id: string): string[] {
  const same = canonicalId(id);
  const others = new Set([responseIdOf(id, 'decimal'), responseIdOf(id, 'hex')]);
  others.delete(same);
  return [...others];
}

function withoutZeros(id: string): string {
  const last = id.length - 1;
  let from = 0;
  while (from < last && id.charCodeAt(from) === 0x30) from++;
  return from === 0 ? id : id.slice(from);
}

function isTidy(id: string): boolean {
  for (let at = 0; at < id.length; at++) {
    const code = id.charCodeAt(at);
    if (code <= 0x20 || (code >= 0x41 && code <= 0x5a)) return false;
  }
  return true;
}
