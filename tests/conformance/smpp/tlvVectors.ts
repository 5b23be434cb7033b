import type { TlvName, Tlvs } from '../../../engine/src/transports/smpp/codec/tlvs';
import { bytes, type Vector } from './vectors';

/** A data_sm without a text, as bytes written by hand, that carries these TLVs; hexadecimal, a space between two of them. */
function dataSm(name: string, tlvHex: string, tlvs: Tlvs): Vector {
  const rest = `00000103 00000000 0000000d 00 0101 34343737303039303030303100 0000 00 000000 ${tlvHex}`;
  const length = (4 + bytes(rest).length).toString(16).padStart(8, '0');
  return {
    name,
    hex: `${length} ${rest}`,
    pdu: {
      command: 'data_sm',
      status: 0,
      sequence: 13,
      tlvs,
      serviceType: '',
      sourceTon: 1,
      sourceNpi: 1,
      source: '447700900001',
      destinationTon: 0,
      destinationNpi: 0,
      destination: '',
      esmClass: 0,
      registeredDelivery: 0,
      dataCoding: 0,
    },
  };
}

/** Tag, length and value by hand from SMPP 3.4 section 5.3.2; congestion_state from SMPP 5.0 section 4.8.4.18. */
const named: Required<{ readonly [Name in TlvName]: readonly [hex: string, value: Tlvs[Name]] }> = {
  destAddrSubunit: ['0005000103', 3],
  sourceAddrSubunit: ['000d000102', 2],
  payloadType: ['0019000101', 1],
  additionalStatusInfoText: ['001d00064e6f20676f00', 'No go'],
  receiptedMessageId: ['001e00053041623900', '0Ab9'],
  privacyIndicator: ['0201000103', 3],
  sourceSubaddress: ['0202000480010203', bytes('80010203')],
  destSubaddress: ['02030003a0ff00', bytes('a0ff00')],
  userMessageReference: ['02040002fffe', 65_534],
  userResponseCode: ['02050001ff', 255],
  sourcePort: ['020a00020b84', 2_948],
  destinationPort: ['020b000223f0', 9_200],
  sarMsgRefNum: ['020c00028001', 32_769],
  languageIndicator: ['020d000105', 5],
  sarTotalSegments: ['020e0001fe', 254],
  sarSegmentSeqnum: ['020f000180', 128],
  scInterfaceVersion: ['0210000150', 0x50],
  callbackNum: ['0381000c010101343437373030393030', bytes('010101343437373030393030')],
  dpfResult: ['0420000101', 1],
  msAvailabilityStatus: ['0422000102', 2],
  networkErrorCode: ['04230003030022', bytes('030022')],
  messagePayload: ['042400026869', bytes('6869')],
  deliveryFailureReason: ['0425000102', 2],
  moreMessagesToSend: ['0426000101', 1],
  messageState: ['0427000108', 8],
  congestionState: ['0428000163', 99],
  ussdServiceOp: ['0501000110', bytes('10')],
  alertOnMessageDelivery: ['130c0000', bytes('')],
};

/**
 * Those of SMPP 3.4 section 5.3.2 that have no name here: dest_network_type, dest_bearer_type, dest_telematics_id,
 * source_network_type, source_bearer_type, source_telematics_id, qos_time_to_live, ms_msg_wait_facilities,
 * callback_num_pres_ind, callback_num_atag, number_of_messages, set_dpf, display_time, sms_signal, ms_validity,
 * its_reply_type and its_session_info.
 */
const unnamed =
  '0006000101 0007000102 000800020003 000e000104 000f000105 0010000106 0017000400000e10 0030000183 ' +
  '0302000101 03030003005368 0304000107 0421000101 1201000102 12030002abcd 1204000103 1380000104 138300020a11';

const rawOf = (hex: string) => {
  const all = bytes(hex);
  return { tag: all.readUInt16BE(0), value: all.subarray(4) };
};
const unnamedTlvs = unnamed.split(' ');

export const tlvVectors: readonly Vector[] = [
  ...Object.entries(named).map(([name, [hex, value]]) => dataSm(name, hex, { [name]: value })),
  dataSm(
    'every named TLV',
    Object.values(named)
      .map(([hex]) => hex)
      .join(' '),
    allNamed(),
  ),
  dataSm('TLVs without a name, as they came', unnamedTlvs.join(' '), { raw: unnamedTlvs.map(rawOf) }),
  dataSm('a TLV without a name between two named', '0427000102 138300020a11 001e00023100', {
    receiptedMessageId: '1',
    messageState: 2,
    raw: [rawOf('138300020a11')],
  }),
];

function allNamed(): Tlvs {
  return Object.fromEntries(Object.entries(named).map(([name, [, value]]) => [name, value]));
}
