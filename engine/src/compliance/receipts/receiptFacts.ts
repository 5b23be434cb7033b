import type { Controller } from '../../config';
import { ZgodaError } from '../../shared/errors';
import type { ConsentMethod, LedgerEntry } from '../consent';
import type { LedgerBody } from '../ledger';
import type { Rule } from '../jurisdictions/rules';

/** What a consent receipt is made of. */
export interface ReceiptFacts {
  /** The entry in force, and what it holds. */
  readonly entry: LedgerEntry;
  readonly body: LedgerBody;
  /** All entries of the person on this purpose, in order. */
  readonly history: readonly LedgerEntry[];
  /** E.164. */
  readonly number: string;
  readonly controller: Controller;
  /** ISO 3166-1 alpha-2: the law that the consent was given under. */
  readonly jurisdiction: string;
  readonly retention: Rule<'proofRetention'>;
}

/** A controller of whom all is known that a receipt must say. */
export type NamedController = Controller & { readonly [Key in 'name' | 'address' | 'email' | 'policyUrl']: string };

const needed = [
  ['name', 'Your Company'],
  ['address', 'Company Address'],
  ['email', 'Privacy Email'],
  ['policyUrl', 'Privacy Policy'],
] as const;

/** Throws `invalid_config` where the store's settings leave out what a receipt must say. */
export function namedController(controller: Controller): NamedController {
  for (const [key, label] of needed) {
    if (controller[key] === null) missing(label);
  }
  return controller as NamedController;
}

/** Throws `invalid_config` for a setting that a receipt cannot do without. */
export function missing(field: string): never {
  throw new ZgodaError('invalid_config', { field, problem: 'it is missing, and a consent receipt must say it' });
}

/** How a consent was collected, in words. */
export const collectionMethods: Readonly<Record<ConsentMethod, string>> = {
  form: 'web form',
  kiosk: 'kiosk',
  shop_checkbox: 'checkbox in a shop',
  sms: 'text message',
  written: 'in writing',
  phone: 'by telephone',
  import: 'import of recorded consents',
  link: 'link',
  api: 'other system',
};

/** What the person agreed to, in words. */
export const purposeWords = {
  marketing: 'Marketing by text message (SMS)',
  service: 'Service information by text message (SMS)',
} as const;

export const withdrawalWords = 'Answer STOP to any text message, or write to the controller.';
