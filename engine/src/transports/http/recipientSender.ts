import { lookup } from 'node:dns';
import { Agent } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { AxiosError } from 'axios';
import type { RecipientSender } from '../../compliance/recipients/tellRecipients';
import { isPrivateAddress } from './privateAddress';

/** What may differ from one installation to the next. */
export interface SenderOptions {
  readonly timeoutMs?: number;
  /** A certificate authority of one's own, PEM. */
  readonly ca?: string;
}

const privateAddress = 'private_address';

/**
 * Posts over HTTPS, to public addresses only unless the message allows others: the name is resolved once, and the connection
 * goes to an address that was checked. Follows no redirect and no proxy, and reads at most 64 KB of the answer.
 */
export function createRecipientSender({ timeoutMs = 15_000, ca }: SenderOptions = {}): RecipientSender {
  return {
    async send({ url, allowPrivate, headers, body }) {
      const host = new URL(url).hostname.replace(/^\[|\]$/g, '');
      // Node looks no name up for an address, so it is checked here.
      if (!allowPrivate && isIP(host) !== 0 && isPrivateAddress(host)) return { problem: privateAddress };
      const agent = new Agent({
        keepAlive: false,
        ...(ca === undefined ? {} : { ca }),
        ...(allowPrivate ? {} : { lookup: lookupPublic }),
      });
      // Loaded with the first notice: it takes 25 MB, and most processes send none.
      const { default: axios, isAxiosError } = await import('axios');
      try {
        const { status } = await axios.post(url, body, {
          headers,
          httpsAgent: agent,
          proxy: false,
          maxRedirects: 0,
          maxContentLength: 65_536,
          timeout: timeoutMs,
          signal: AbortSignal.timeout(timeoutMs),
          responseType: 'text',
          validateStatus: () => true,
        });
        return { status };
      } catch (thrown) {
        return { problem: isAxiosError(thrown) ? problemOf(thrown) : 'failed' };
      } finally {
        agent.destroy();
      }
    },
  };
}

/** Refuses a name as soon as one of its addresses is private: which one is taken would be left to chance. */
const lookupPublic: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error !== null) return callback(error, '', 0);
    const [first] = addresses;
    if (first === undefined || addresses.some(({ address }) => isPrivateAddress(address))) {
      return callback(Object.assign(new Error('not a public address'), { code: privateAddress }), '', 0);
    }
    if (options.all === true) return callback(null, addresses);
    return callback(null, first.address, first.family);
  });
};

/** A short code, such as `ECONNREFUSED`; never the address or the body. */
function problemOf(thrown: AxiosError): string {
  const cause = thrown.cause as { readonly code?: unknown } | undefined;
  const code = cause?.code ?? thrown.code;
  return typeof code === 'string' ? code : 'failed';
}
