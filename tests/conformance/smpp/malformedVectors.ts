/** Frames that are no lawful PDU, with the command_status that the answer must carry (SMPP 3.4 section 5.1.3). */
export const malformedVectors: readonly { readonly name: string; readonly hex: string; readonly status: number }[] = [
  { name: 'an unknown request', hex: '00000010 00000042 00000000 00000001', status: 0x03 },
  { name: 'an unknown response', hex: '00000010 80000042 00000000 00000001', status: 0x03 },
  { name: 'a deliver_sm without a body', hex: '00000010 00000005 00000000 00000001', status: 0x01 },
  {
    name: 'a deliver_sm that ends within its fields',
    hex: '00000018 00000005 00000000 00000001 00 01 01 343400 0505',
    status: 0x01,
  },
  {
    name: 'a deliver_sm whose sm_length runs over the end',
    hex: '00000023 00000005 00000000 00000001 00 0101 00 0101 00 00 00 00 00 00 00 00 00 00 ff 6869',
    status: 0x01,
  },
  {
    name: 'a TLV whose length runs over the end',
    hex: '00000026 00000005 00000000 00000001 00 0101 00 0101 00 00 00 00 00 00 00 00 00 00 00 001e 00ff 31',
    status: 0xc0,
  },
  {
    name: 'a TLV cut within its header',
    hex: '00000024 00000005 00000000 00000001 00 0101 00 0101 00 00 00 00 00 00 00 00 00 00 00 001e 00',
    status: 0xc0,
  },
];

/** Frames that break the specification in ways that operators do, with what is read nonetheless. */
export const lenientVectors: readonly { readonly name: string; readonly hex: string; readonly reads: object }[] = [
  {
    name: 'a refused bind without a body',
    hex: '00000010 80000009 0000000e 00000001',
    reads: { command: 'bind_transceiver_resp', status: 0x0e, systemId: '' },
  },
  {
    name: 'a refused submit without a body',
    hex: '00000010 80000004 00000058 00000001',
    reads: { command: 'submit_sm_resp', status: 0x58, messageId: '' },
  },
  {
    name: 'a message_id without its NUL',
    hex: '00000013 80000004 00000000 00000001 616263',
    reads: { command: 'submit_sm_resp', messageId: 'abc' },
  },
  {
    name: 'a number TLV without a value: npm smpp freezes on it',
    hex: '0000001c 80000004 00000000 00000001 613100 0427 0000 0428 0001 07',
    reads: { messageId: 'a1', tlvs: { congestionState: 7, raw: [{ tag: 0x0427, value: Buffer.alloc(0) }] } },
  },
  {
    name: 'a number TLV that is too long',
    hex: '0000001a 80000004 00000000 00000001 613100 0428 0003 000007',
    reads: { messageId: 'a1', tlvs: { raw: [{ tag: 0x0428, value: Buffer.from([0, 0, 7]) }] } },
  },
  {
    name: 'a string TLV without its NUL',
    hex: '00000028 00000005 00000000 00000001 00 0101 00 0101 00 04 00 00 00 00 00 00 00 00 00 001e 0003 616263',
    reads: { command: 'deliver_sm', tlvs: { receiptedMessageId: 'abc' } },
  },
];
