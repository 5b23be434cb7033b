import type { Clock } from '../../shared/clock';
import { ZgodaError } from '../../shared/errors';
import type { IdSource } from '../../shared/ids';
import { dataCategories, type DataCategory } from '../dataInventory';
import type { RecipientKeys } from './recipientKeys';
import type { NoticeReport, Recipient, RecipientStore } from './recipientStore';

/** A third party to be registered. */
export interface RecipientInput {
  readonly name: string;
  readonly url: string;
  /** What it is given of people; empty: contact details. */
  readonly categories: readonly string[];
  readonly referenceAttribute: string | null;
  readonly allowPrivate: boolean;
}

/** The third parties that are given data of people (GDPR Art. 19). */
export interface Recipients {
  /** Returns the recipient with the secret that it checks signatures with. */
  add(input: RecipientInput): Promise<Recipient & { readonly secret: string }>;
  list(): Promise<Recipient[]>;
  /** Notices that wait are still sent. */
  remove(name: string): Promise<void>;
  /** Who was told of which erasure, the newest first; without personal data. */
  log(limit: number): Promise<NoticeReport[]>;
}

/** What recipients need from outside. */
export interface RecipientPorts {
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly keys: RecipientKeys;
}

/** The recipients of a store. */
export function createRecipients(store: RecipientStore, { clock, ids, keys }: RecipientPorts): Recipients {
  return {
    async add(input) {
      const recipient: Recipient = { ...checked(input), id: ids.next(), addedAtMs: clock.nowMs() };
      if (!(await store.addRecipient(recipient))) throw new ZgodaError('recipient_exists');
      return { ...recipient, secret: keys.secretOf(recipient.id) };
    },
    list: () => store.readRecipients(),
    async remove(name) {
      if (!(await store.removeRecipient(name.trim(), clock.nowMs()))) throw new ZgodaError('recipient_unknown');
    },
    log: (limit) => store.readNotices(limit),
  };
}

function checked(input: RecipientInput): Omit<Recipient, 'id' | 'addedAtMs'> {
  const name = input.name.trim();
  if (name === '' || name.length > 100) refuse('Name', 'it must have 1 to 100 characters');
  const categories = input.categories.length === 0 ? ['contact'] : input.categories;
  return {
    name,
    url: checkedUrl(input.url),
    categories: categories.map(checkedCategory),
    referenceAttribute: input.referenceAttribute,
    allowPrivate: input.allowPrivate,
  };
}

function checkedUrl(written: string): string {
  const url = URL.canParse(written) ? new URL(written) : null;
  if (url?.protocol !== 'https:') return refuse('URL', 'it must start with https://');
  if (url.username !== '' || url.password !== '') return refuse('URL', 'it must hold no user name or password');
  return url.href;
}

function checkedCategory(written: string): DataCategory {
  const names = Object.keys(dataCategories) as DataCategory[];
  return names.find((name) => name === written) ?? refuse('Categories', `each must be one of ${names.join(', ')}`);
}

function refuse(field: string, problem: string): never {
  throw new ZgodaError('invalid_input', { field, problem });
}
