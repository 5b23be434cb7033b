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

const text = { type: 'string', minLength: 1 } as const;
const texts = { type: 'array', items: text, minItems: 1 } as const;
const uuid = { type: 'string', pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' } as const;
const time = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?Z$' } as const;

const object = (properties: Record<string, object>, optional: readonly string[] = []) => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  additionalProperties: false,
});
const list = (items: object, minItems = 1) => ({ type: 'array', items, minItems });

/** Kantara Initiative, Consent Receipt Specification 1.1.0, section 4: the fields and which of them must be there. */
const kantara = object(
  {
    version: { const: 'KI-CR-v1.1.0' },
    jurisdiction: text,
    consentTimestamp: { type: 'integer', minimum: 0, maximum: 99_999_999_999 },
    collectionMethod: text,
    consentReceiptID: uuid,
    publicKey: text,
    language: text,
    piiPrincipalId: text,
    piiControllers: list(
      object(
        {
          piiController: text,
          onBehalf: { type: 'boolean' },
          contact: text,
          address: object({ streetAddress: text, addressCountry: text }, ['addressCountry']),
          email: text,
          phone: text,
          piiControllerUrl: text,
        },
        ['onBehalf', 'piiControllerUrl'],
      ),
    ),
    policyUrl: { type: 'string', pattern: '^https?://' },
    services: list(
      object({
        service: text,
        purposes: list(
          object(
            {
              purpose: text,
              purposeCategory: texts,
              consentType: { enum: ['EXPLICIT', 'IMPLICIT'] },
              piiCategory: texts,
              primaryPurpose: { type: 'boolean' },
              termination: text,
              thirdPartyDisclosure: { type: 'boolean' },
              thirdPartyName: text,
            },
            ['purpose', 'primaryPurpose', 'thirdPartyName'],
          ),
        ),
      }),
    ),
    sensitive: { type: 'boolean' },
    spiCat: { type: 'array', items: text },
  },
  ['publicKey', 'language'],
);

/** ISO/IEC TS 27560:2023, 6.3.3 to 6.3.7 and 6.4.5: the fields of a record, and of the receipt that copies it. */
const iso27560 = object({
  schema_version: text,
  receipt_id: uuid,
  record_id: uuid,
  pii_principal_id: text,
  pii_processing: object({
    privacy_notice: text,
    language: text,
    purposes: list(
      object({
        purpose: text,
        purpose_type: text,
        lawful_basis: text,
        pii_information: list(
          object({
            pii_type: text,
            pii_optional: { type: 'boolean' },
            sensitive_pii_category: { type: 'boolean' },
          }),
        ),
        pii_controllers: texts,
        collection_method: text,
        processing_method: text,
        storage_locations: texts,
        retention_period: { type: 'string', pattern: '^P\\d+Y$' },
        jurisdiction: text,
        recipient_third_parties: list(object({ party: text, why: text }), 0),
        withdrawal_method: text,
        privacy_rights: texts,
      }),
    ),
  }),
  parties: list(
    object(
      {
        party_id: text,
        party_role: text,
        party_name: text,
        party_address: text,
        party_email: text,
        party_phone: text,
        party_country: text,
      },
      ['party_phone', 'party_country'],
    ),
  ),
  events: list(
    object({
      event_id: uuid,
      event_time: time,
      validity_duration: text,
      entity_id: text,
      event_type: text,
      event_state: { enum: ['requested', 'given', 'refused', 'withdrawn', 'expired'] },
    }),
  ),
  proof: { type: 'object' },
});

const ajv = new Ajv({ allErrors: true });
const validators = { kantara: ajv.compile(kantara), iso27560: ajv.compile(iso27560) };

/** What keeps a receipt from being one of its standard; none: it is. */
export function receiptProblems(form: keyof typeof validators, receipt: unknown): string[] {
  const validate = validators[form];
  validate(JSON.parse(JSON.stringify(receipt)));
  return (validate.errors ?? []).map(({ dataPath, message }) => `${dataPath} ${message ?? ''}`);
}
