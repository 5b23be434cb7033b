/** How a field of a PDU body is written. `octets`: one length byte, then as many bytes. */
export type FieldKind = 'cString' | 'int8' | 'octets';

const bind = {
  systemId: 'cString',
  password: 'cString',
  systemType: 'cString',
  interfaceVersion: 'int8',
  addressTon: 'int8',
  addressNpi: 'int8',
  addressRange: 'cString',
} as const;

const bindResponse = { systemId: 'cString' } as const;

const addresses = {
  sourceTon: 'int8',
  sourceNpi: 'int8',
  source: 'cString',
  destinationTon: 'int8',
  destinationNpi: 'int8',
  destination: 'cString',
} as const;

const shortMessage = {
  serviceType: 'cString',
  ...addresses,
  esmClass: 'int8',
  protocolId: 'int8',
  priority: 'int8',
  scheduleDeliveryTime: 'cString',
  validityPeriod: 'cString',
  registeredDelivery: 'int8',
  replaceIfPresent: 'int8',
  dataCoding: 'int8',
  defaultMessageId: 'int8',
  shortMessage: 'octets',
} as const;

const source = { sourceTon: 'int8', sourceNpi: 'int8', source: 'cString' } as const;
const messageId = { messageId: 'cString' } as const;

/** Every PDU that is read and written: its command_id and its body's fields, in order (SMPP 3.4 sections 4 and 5.1.2.1). */
export const commands = {
  generic_nack: { id: 0x80000000, body: {} },
  bind_receiver: { id: 0x00000001, body: bind },
  bind_receiver_resp: { id: 0x80000001, body: bindResponse },
  bind_transmitter: { id: 0x00000002, body: bind },
  bind_transmitter_resp: { id: 0x80000002, body: bindResponse },
  query_sm: { id: 0x00000003, body: { ...messageId, ...source } },
  query_sm_resp: {
    id: 0x80000003,
    body: { ...messageId, finalDate: 'cString', messageState: 'int8', errorCode: 'int8' },
  },
  submit_sm: { id: 0x00000004, body: shortMessage },
  submit_sm_resp: { id: 0x80000004, body: messageId },
  deliver_sm: { id: 0x00000005, body: shortMessage },
  deliver_sm_resp: { id: 0x80000005, body: messageId },
  unbind: { id: 0x00000006, body: {} },
  unbind_resp: { id: 0x80000006, body: {} },
  replace_sm: {
    id: 0x00000007,
    body: {
      ...messageId,
      ...source,
      scheduleDeliveryTime: 'cString',
      validityPeriod: 'cString',
      registeredDelivery: 'int8',
      defaultMessageId: 'int8',
      shortMessage: 'octets',
    },
  },
  replace_sm_resp: { id: 0x80000007, body: {} },
  cancel_sm: { id: 0x00000008, body: { serviceType: 'cString', ...messageId, ...addresses } },
  cancel_sm_resp: { id: 0x80000008, body: {} },
  bind_transceiver: { id: 0x00000009, body: bind },
  bind_transceiver_resp: { id: 0x80000009, body: bindResponse },
  outbind: { id: 0x0000000b, body: { systemId: 'cString', password: 'cString' } },
  enquire_link: { id: 0x00000015, body: {} },
  enquire_link_resp: { id: 0x80000015, body: {} },
  alert_notification: {
    id: 0x00000102,
    body: { ...source, esmeTon: 'int8', esmeNpi: 'int8', esme: 'cString' },
  },
  data_sm: {
    id: 0x00000103,
    body: {
      serviceType: 'cString',
      ...addresses,
      esmClass: 'int8',
      registeredDelivery: 'int8',
      dataCoding: 'int8',
    },
  },
  data_sm_resp: { id: 0x80000103, body: messageId },
} as const satisfies Record<string, { id: number; body: Readonly<Record<string, FieldKind>> }>;

export type CommandName = keyof typeof commands;

/** A command as a PDU is read by it. */
interface ReadCommand {
  readonly name: CommandName;
  readonly fields: readonly (readonly [name: string, kind: FieldKind])[];
}

const commandById = new Map<number, ReadCommand>(
  Object.entries(commands).map(([name, { id, body }]) => [
    id,
    { name: name as CommandName, fields: Object.entries(body) },
  ]),
);

/** The command of a command_id; undefined for one that is not in the table. */
export const commandOf = (id: number): ReadCommand | undefined => commandById.get(id);

/** Set in the command_id of every response. */
export const responseBit = 0x80000000;
