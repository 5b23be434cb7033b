import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import type { Controller } from '../../../engine/src/config';

/** A controller of whom all is known. */
export const controller: Controller = {
  name: 'Jarzebina sp. z o.o.',
  address: 'ul. Przykladowa 1, Poznan',
  email: 'privacy@jarzebina.example',
  phone: '+44 7700 900100',
  policyUrl: 'https://jarzebina.example/privacy',
  country: 'PL',
};

/** The schemas as they are published, written from the standards' lists of fields. */
const schemaOf = (form: string): object => {
  const file = join(__dirname, '../../../examples/schemas', `consent-receipt-${form}.schema.json`);
  return JSON.parse(readFileSync(file, 'utf8')) as object;
};

const ajv = new Ajv({ allErrors: true });
const validators = { kantara: ajv.compile(schemaOf('kantara')), iso27560: ajv.compile(schemaOf('iso27560')) };

/** What keeps a receipt from being one of its standard; none: it is. */
export function receiptProblems(form: keyof typeof validators, receipt: unknown): string[] {
  const validate = validators[form];
  validate(JSON.parse(JSON.stringify(receipt)));
  return (validate.errors ?? []).map(({ dataPath, message }) => `${dataPath} ${message ?? ''}`);
}
