/** How the value of a TLV is written. */
export type TlvKind = 'int8' | 'int16' | 'int32' | 'cString' | 'octets';

/** The TLVs known by name (SMPP 3.4 section 5.3.2; `congestionState` from SMPP 5.0 section 4.8.4.18). */
export const tlvTable = {
  destAddrSubunit: { tag: 0x0005, kind: 'int8' },
  sourceAddrSubunit: { tag: 0x000d, kind: 'int8' },
  payloadType: { tag: 0x0019, kind: 'int8' },
  additionalStatusInfoText: { tag: 0x001d, kind: 'cString' },
  receiptedMessageId: { tag: 0x001e, kind: 'cString' },
  privacyIndicator: { tag: 0x0201, kind: 'int8' },
  sourceSubaddress: { tag: 0x0202, kind: 'octets' },
  destSubaddress: { tag: 0x0203, kind: 'octets' },
  userMessageReference: { tag: 0x0204, kind: 'int16' },
  userResponseCode: { tag: 0x0205, kind: 'int8' },
  sourcePort: { tag: 0x020a, kind: 'int16' },
  destinationPort: { tag: 0x020b, kind: 'int16' },
  sarMsgRefNum: { tag: 0x020c, kind: 'int16' },
  languageIndicator: { tag: 0x020d, kind: 'int8' },
  sarTotalSegments: { tag: 0x020e, kind: 'int8' },
  sarSegmentSeqnum: { tag: 0x020f, kind: 'int8' },
  scInterfaceVersion: { tag: 0x0210, kind: 'int8' },
  callbackNum: { tag: 0x0381, kind: 'octets' },
  dpfResult: { tag: 0x0420, kind: 'int8' },
  msAvailabilityStatus: { tag: 0x0422, kind: 'int8' },
  networkErrorCode: { tag: 0x0423, kind: 'octets' },
  messagePayload: { tag: 0x0424, kind: 'octets' },
  deliveryFailureReason: { tag: 0x0425, kind: 'int8' },
  moreMessagesToSend: { tag: 0x0426, kind: 'int8' },
  messageState: { tag: 0x0427, kind: 'int8' },
  congestionState: { tag: 0x0428, kind: 'int8' },
  ussdServiceOp: { tag: 0x0501, kind: 'octets' },
  alertOnMessageDelivery: { tag: 0x130c, kind: 'octets' },
} as const satisfies Record<string, { tag: number; kind: TlvKind }>;

export type TlvName = keyof typeof tlvTable;

/** A TLV that the table does not know, or whose value has an unlawful length: as it came. */
export interface RawTlv {
  readonly tag: number;
  readonly value: Buffer;
}

interface TlvTypes {
  int8: number;
  int16: number;
  int32: number;
  cString: string;
  octets: Buffer;
}

/** TLVs of a PDU: the known by name, the others raw in order of arrival. */
export type Tlvs = {
  readonly [Name in TlvName]?: TlvTypes[(typeof tlvTable)[Name]['kind']];
} & { readonly raw?: readonly RawTlv[] };

/** Bytes of a whole number, by kind. */
export const integerBytes = { int8: 1, int16: 2, int32: 4 } as const;

const nameByTag = new Map<number, TlvName>(Object.entries(tlvTable).map(([name, { tag }]) => [tag, name as TlvName]));

/** The name of a tag; undefined for one that is not in the table. */
export const tlvNameOf = (tag: number): TlvName | undefined => nameByTag.get(tag);
