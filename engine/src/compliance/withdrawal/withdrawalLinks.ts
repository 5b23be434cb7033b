import { createHmac, type KeyObject } from 'node:crypto';
import { ZgodaError } from '../../shared/errors';

/** A contact's link, and the token that it ends with. */
export interface WithdrawalLink {
  readonly token: string;
  readonly url: string;
}

/** Makes the links by which people stop offers without replying. */
export interface WithdrawalLinks {
  /** The same for the same contact at any time. Throws `invalid_config` where no address is set. */
  linkOf(contactId: string): WithdrawalLink;
}

/** Whose link a token is. */
export interface WithdrawalLinkStore {
  /** Adds what is not there yet. */
  writeWithdrawalLinks(links: readonly { token: string; contactId: string }[], nowMs: number): Promise<void>;
  /** The contact of a token; null for an unknown one, or one whose person was erased. */
  readWithdrawalLink(token: string): Promise<string | null>;
}

/** Letters and digits that nobody mistakes for others: no 0, O, 1, I, l. */
const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const tokenLength = 10;

/** What a token looks like. */
const token = new RegExp(`^[${alphabet}]{${tokenLength}}$`);

/** Links below `baseUrl`, signed with `key`. */
export function createWithdrawalLinks(baseUrl: string | null, key: KeyObject): WithdrawalLinks {
  return {
    linkOf(contactId) {
      if (baseUrl === null) {
        throw new ZgodaError('invalid_config', {
          field: 'Withdrawal Link',
          problem: 'it is needed for {{withdrawalLink}}',
        });
      }
      const made = tokenOf(contactId, key);
      return { token: made, url: `${baseUrl}${/[/?=]$/.test(baseUrl) ? '' : '/'}${made}` };
    },
  };
}

/** The first 58 bits of a keyed hash: see decision 17. */
function tokenOf(contactId: string, key: KeyObject): string {
  let left = createHmac('sha256', key).update(contactId).digest().readBigUInt64BE();
  let made = '';
  while (made.length < tokenLength) {
    made += alphabet.charAt(Number(left % BigInt(alphabet.length)));
    left /= BigInt(alphabet.length);
  }
  return made;
}

/** The token in the path or the query of an address; null for none. What others add to links (`?utm_source=`) is passed over. */
export function tokenIn(url: string): string | null {
  const [path = '', query = ''] = url.split('?', 2);
  const last = path.split('/').findLast((part) => part !== '') ?? '';
  const parts = query.split(/[&=]/);
  return [last, ...parts].find((part) => token.test(part)) ?? null;
}
