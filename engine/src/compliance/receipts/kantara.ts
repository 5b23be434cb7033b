import {
  collectionMethods,
  missing,
  namedController,
  purposeWords,
  withdrawalWords,
  type ReceiptFacts,
} from './receiptFacts';

/** A consent receipt of the Kantara Initiative, version 1.1.0; the timestamp is in epoch seconds. */
export type KantaraReceipt = ReturnType<typeof kantaraReceipt>;

/** Purpose categories of the specification's appendix. */
const purposeCategories = { marketing: '6 - Marketing', service: '3 - Delivery' } as const;

/**
 * The receipt of a consent as the Kantara Consent Receipt Specification 1.1.0 lists its fields. It has the id of its ledger entry.
 * Throws `invalid_config` where the store's settings do not name the controller, with a telephone number.
 */
export function kantaraReceipt(facts: ReceiptFacts) {
  const { entry, body, jurisdiction, retention } = facts;
  const controller = namedController(facts.controller);
  return {
    version: 'KI-CR-v1.1.0',
    jurisdiction,
    consentTimestamp: Math.floor(entry.actedAtMs / 1_000),
    collectionMethod: collectionMethods[body.proof.method],
    consentReceiptID: entry.id,
    language: body.proof.locale ?? 'und',
    piiPrincipalId: facts.number,
    piiControllers: [
      {
        piiController: controller.name,
        onBehalf: false,
        contact: controller.name,
        address: {
          streetAddress: controller.address,
          ...(controller.country === null ? {} : { addressCountry: controller.country }),
        },
        email: controller.email,
        phone: controller.phone ?? missing('Privacy Phone'),
      },
    ],
    policyUrl: controller.policyUrl,
    services: [
      {
        service: 'Text messages (SMS)',
        purposes: [
          {
            purpose: purposeWords[entry.purpose],
            purposeCategory: [purposeCategories[entry.purpose]],
            consentType: 'EXPLICIT',
            piiCategory: ['2 - Contact'],
            primaryPurpose: true,
            termination: `${withdrawalWords} The proof is kept for ${retention.years} years after that.`,
            thirdPartyDisclosure: true,
            thirdPartyName: 'Telephone operators, for delivery',
          },
        ],
      },
    ],
    sensitive: false,
    spiCat: [],
  };
}
