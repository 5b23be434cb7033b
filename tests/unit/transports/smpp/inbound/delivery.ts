import type { PduOf } from '../../../../../engine/src/transports/smpp/codec/pdu';

/** A deliver_sm, a receipt as its esm_class says. */
export const delivery = (change: Partial<PduOf<'deliver_sm'>> = {}): PduOf<'deliver_sm'> => ({
  command: 'deliver_sm',
  status: 0,
  sequence: 1,
  tlvs: {},
  serviceType: '',
  sourceTon: 1,
  sourceNpi: 1,
  source: '447700900123',
  destinationTon: 5,
  destinationNpi: 0,
  destination: 'MyShop',
  esmClass: 4,
  protocolId: 0,
  priority: 0,
  scheduleDeliveryTime: '',
  validityPeriod: '',
  registeredDelivery: 0,
  replaceIfPresent: 0,
  dataCoding: 0,
  defaultMessageId: 0,
  shortMessage: Buffer.alloc(0),
  ...change,
});
