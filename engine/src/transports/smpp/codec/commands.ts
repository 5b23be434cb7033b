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

/** A command as a PDU is read and written by it. */
export interface CommandTable {
  readonly name: CommandName;
  readonly id: number;
  readonly fields: readonly (readonly [name: string, kind: FieldKind])[];
  /** The PDU with all of its fields blank: its copies have one shape, which is quicker than adding field by field. */
  readonly blank: Readonly<Record<string, unknown>>;
}

const blanks = { cString: '', int8: 0, octets: Buffer.alloc(0) } as const satisfies Record<FieldKind, unknown>;

function tableOf(name: CommandName): CommandTable {
  const { id, body } = commands[name];
  const fields: CommandTable['fields'] = Object.entries(body);
  const values = Object.fromEntries(fields.map(([field, kind]) => [field, blanks[kind]]));
  return { name, id, fields, blank: { command: name, status: 0, sequence: 0, ...values, tlvs: {} } };
}

const tables = (Object.keys(commands) as CommandName[]).map(tableOf);
const commandById = new Map(tables.map((table) => [table.id, table]));
const commandByName = new Map(tables.map((table) => [table.name, table]));

/** The command of a command_id; undefined for one that is not in the table. */
export const commandOf = (id: number): CommandTable | undefined => commandById.get(id);

/** The command of a name. */
export const commandNamed = (name: CommandName): CommandTable => commandByName.get(name) as CommandTable;

/** Set in the command_id of every response. */
export const responseBit = 0x80000000;
