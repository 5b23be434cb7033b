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
 * The receipt of a consent as ISO/IEC TS 27560:2023 lists its fields. It has the id of its ledger entry. Throws `invalid_config`
 * where the store's settings do not name the controller.
 */
export function iso27560Receipt(facts: ReceiptFacts) {
  const { entry, body, history, jurisdiction, retention } = facts;
  const controller = namedController(facts.controller);
  return {
    schema_version: 'ISO/IEC TS 27560:2023',
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
          pii_information: [{ pii_type: 'mobile phone number', pii_optional: false, sensitive_pii_category: false }],
          pii_controllers: [controllerId],
          collection_method: collectionMethods[body.proof.method],
          processing_method: 'sending of text messages',
          storage_locations: [controller.country ?? jurisdiction],
          retention_period: `P${retention.years}Y`,
          jurisdiction,
          recipient_third_parties: [{ party: 'telephone operators', why: 'delivery of the text messages' }],
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
        party_address: controller.address,
        party_email: controller.email,
        ...(controller.phone === null ? {} : { party_phone: controller.phone }),
        ...(controller.country === null ? {} : { party_country: controller.country }),
      },
    ],
    events: history.map((each) => ({
      event_id: each.id,
      event_time: timeOf(each.actedAtMs),
      validity_duration: 'until withdrawal',
      entity_id: facts.number,
      event_type: each.act,
      event_state: eventStates[each.act],
    })),
    /** What makes the record a proof, beside the fields of the standard. */
    proof: {
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

const timeOf = (timeMs: number): string => new Date(timeMs).toISOString();
