import type { ContactStore } from '../../contacts/contact';
import type { Log } from '../../shared/log';
import { toZgodaError } from '../../shared/errors';
import type { LedgerPorts } from '../ledger';
import { withdraw, type WithdrawalRepositories } from '../withdraw';
import { pageHeaders, pageHtml, type PageKind } from './pageHtml';
import { pageLanguageFor, pageTexts, type PageLanguage } from './pageTexts';
import { tokenIn, type WithdrawalLinkStore } from './withdrawalLinks';

/** A request for the page, as a door got it. Its body is not looked at. */
export interface PageRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly acceptLanguage: string | undefined;
  /** Where the page is served, for the proof: `withdrawal page in Node-RED`. */
  readonly source: string;
}

/** What to answer. */
export interface PageResponse {
  readonly status: 200 | 404 | 405 | 503;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The contact whose consent this request withdrew; null where it withdrew nothing. */
  readonly withdrawnContactId: string | null;
}

/** Serves the page on which people stop offers. */
export interface Withdrawals {
  /** GET shows the question, POST withdraws. Never rejects, and never tells whose link it is. */
  serve(request: PageRequest): Promise<PageResponse>;
}

type PageRepositories = WithdrawalRepositories & ContactStore & WithdrawalLinkStore;

/** What the page works on; `transaction` takes the write lock at its start and rolls back when the work throws. */
export interface WithdrawalStorePort extends WithdrawalLinkStore {
  transaction<T>(work: (repositories: PageRepositories) => Promise<T>): Promise<T>;
}

/** What the page needs from outside. */
export interface WithdrawalPorts extends LedgerPorts {
  readonly log: Log;
  /** Who sends: named on the page. */
  readonly sender: string | null;
}

/** The page over one store. */
export function createWithdrawals(store: WithdrawalStorePort, ports: WithdrawalPorts): Withdrawals {
  return {
    async serve(request) {
      const language = pageLanguageFor(request.acceptLanguage);
      const answer = (
        status: PageResponse['status'],
        kind: PageKind,
        contactId: string | null = null,
      ): PageResponse => ({
        ...{ status, headers: pageHeaders, withdrawnContactId: contactId },
        body: request.method === 'HEAD' ? '' : pageHtml(kind, language, ports.sender),
      });
      if (!['GET', 'HEAD', 'POST'].includes(request.method)) {
        const refused = answer(405, 'broken');
        return { ...refused, headers: { ...refused.headers, Allow: 'GET, HEAD, POST' } };
      }
      try {
        const token = tokenIn(request.url);
        const contactId = token === null ? null : await store.readWithdrawalLink(token);
        if (contactId === null) return answer(404, 'broken');
        if (request.method !== 'POST') return answer(200, 'question');
        const isNew = await store.transaction((repositories) =>
          withdrawContact(repositories, contactId, { language, source: request.source }, ports),
        );
        return answer(200, 'done', isNew ? contactId : null);
      } catch (thrown) {
        ports.log.error('a withdrawal by link has to be tried again', { code: toZgodaError(thrown).code });
        return answer(503, 'later');
      }
    },
  };
}

/** Pressing the button twice withdraws once. */
async function withdrawContact(
  repositories: PageRepositories,
  contactId: string,
  { language, source }: { readonly language: PageLanguage; readonly source: string },
  ports: LedgerPorts,
): Promise<boolean> {
  await repositories.lockLedgerHead();
  const contact = await repositories.readContact(contactId);
  if (contact === null) return false;
  const { numberKey } = contact;
  const state = (await repositories.readConsentStates([contactId], 'marketing')).get(contactId);
  const suppressed = (await repositories.readSuppressions([numberKey])).has(numberKey);
  if (state?.state === 'withdrawn' && suppressed) return false;
  const proof = {
    wording: pageTexts[language].button,
    wordingVersion: null,
    method: 'link',
    source,
    operator: null,
    ipAddress: null,
    userAgent: null,
    locale: language,
    guardian: null,
  } as const;
  const actedAtMs = ports.clock.nowMs();
  const act = { numberKey, contact, scope: 'marketing', reason: 'withdrawn', actedAtMs, proof } as const;
  await withdraw(repositories, act, ports);
  return true;
}
