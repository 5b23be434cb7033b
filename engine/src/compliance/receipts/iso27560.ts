import type { ConsentAct } from '../consent';
import { collectionMethods, namedController, purposeWords, withdrawalWords, type ReceiptFacts } from './receiptFacts';

const eventStates = {
  grant: 'given',
  guardian_grant: 'given',
  confirm: 'given',
  refuse: 'refused',
  withdraw: 'withdrawn',
  expire: 'expired',
  request: 'requested',
} as const satisfies Record<ConsentAct, string>;

/** A consent receipt with a copy of its record (ISO/IEC TS 27560:2023, 6.3 and 6.4); times are ISO 8601, UTC. */
export type Iso27560Receipt = ReturnType<typeof iso27560Receipt>;

/**
 * The receipt of a consent as ISO/IEC TS 27560:2023 lists its fields, in the encoding of
 * `examples/schemas/consent-receipt-iso27560.schema.json` (6.3.2.1 wants it published). It has the id of its ledger entry. Throws `invalid_config`
 * where the store's settings do not name the controller.
 */
export function iso27560Receipt(facts: ReceiptFacts) {
  const { entry, body, history, jurisdiction, retention } = facts;
  const controller = namedController(facts.controller);
  return {
    schema_version: 'urn:zgoda:consent-receipt:iso27560:1',
    receipt_id: entry.id,
    record_id: entry.id,
    pii_principal_id: facts.number,
    pii_processing: {
      privacy_notice: controller.policyUrl,
      language: body.proof.locale ?? 'und',
      purposes: [
        {
          purpose: purposeWords[entry.purpose],
          purpose_type: entry.purpose,
          lawful_basis: 'consent',
          pii_information: [phoneNumber],
          pii_controllers: [controllerId],
          collection_method: collectionMethods[body.proof.method],
          processing_method: 'sending of text messages',
          storage_locations: [controller.country ?? jurisdiction],
          retention_period: `P${retention.years}Y`,
          jurisdiction,
          recipient_third_parties: ['telephone operators, for delivery'],
          withdrawal_method: withdrawalWords,
          privacy_rights: ['access', 'rectification', 'erasure', 'portability', 'withdrawal of consent', 'complaint'],
        },
      ],
    },
    parties: [
      {
        party_id: controllerId,
        party_role: 'PII controller',
        party_name: controller.name,
        party_address: [controller.address, controller.country].filter((part) => part !== null).join(', '),
        party_email: controller.email,
        ...(controller.phone === null ? {} : { party_phone: controller.phone }),
        party_url: controller.policyUrl,
      },
    ],
    events: history.map((each) => ({
      event_time: timeOf(each.actedAtMs),
      validity_duration: 'until withdrawal',
      entity_id: facts.number,
      event_type: each.act,
      event_state: eventStates[each.act],
      x_entry_id: each.id,
    })),
    /** What makes the record a proof; names that begin with `x_` are not of the standard. */
    x_proof: {
      wording: body.proof.wording,
      wording_version: body.proof.wordingVersion,
      wording_sha256: body.wordingSha256,
      source: body.proof.source,
      commitment: entry.commitment,
      /** What the commitment is the SHA-256 of: with it the person can prove the entry after an erasure. */
      ledger_record: entry.body,
      entry_hash: entry.hash,
    },
  };
}

const controllerId = 'controller';

const phoneNumber = {
  pii_type: 'mobile phone number',
  pii_attribute_id: 'phone',
  pii_optional: false,
  sensitive_pii_category: false,
  special_pii_category: false,
};

const timeOf = (timeMs: number): string => new Date(timeMs).toISOString();
