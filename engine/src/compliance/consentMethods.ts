import { ZgodaError } from '../shared/errors';
import type { ConsentMethod } from './consent';

/** Ways in which a person can act. */
export const consentMethods = [
  'form',
  'kiosk',
  'shop_checkbox',
  'sms',
  'written',
  'phone',
  'import',
  'link',
  'api',
] as const satisfies readonly ConsentMethod[];

/** What is often taken for a consent and is no act of the person (GDPR 4(11), recital 32; CJEU C-673/17 Planet49). */
const impliedMethods: ReadonlyMap<string, string> = new Map([
  ...named('a pre-ticked box', ['preticked', 'preticked_box', 'pre_ticked', 'pre_ticked_box', 'default_on']),
  ...named('silence', ['silence', 'inactivity', 'no_objection', 'opt_out', 'implied', 'implicit', 'assumed']),
  ...named('being a customer', ['customer', 'existing_customer', 'customer_relationship', 'soft_opt_in', 'purchase']),
  ...named('a business card', ['business_card', 'visiting_card', 'wizytowka', 'wizyt\u00f3wka']),
  ...named('a list from elsewhere', ['bought_list', 'purchased_list', 'public_directory', 'directory', 'scraped']),
  ...named('agreeing to the terms', ['terms', 'terms_and_conditions', 'tos', 'regulamin']),
  ...named('a legitimate interest', ['legitimate_interest', 'legitimate_interests']),
]);

function named(words: string, methods: readonly string[]): [string, string][] {
  return methods.map((method) => [method, words]);
}

/** The method that a flow names. Throws `implied_consent` for what is none, `invalid_input` for an unknown one. */
export function readConsentMethod(written: string): ConsentMethod {
  const tidy = written
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');
  const method = consentMethods.find((each) => each === tidy);
  if (method !== undefined) return method;
  const implied = impliedMethods.get(tidy);
  if (implied !== undefined) throw new ZgodaError('implied_consent', { method: implied });
  throw new ZgodaError('invalid_input', { field: 'Method', problem: `it must be one of ${consentMethods.join(', ')}` });
}
