import { endsText, type SimulatedSubmit } from '../../../../engine/src/transports/simulator/submit';

const text = Buffer.from('text');
const plain: SimulatedSubmit = {
  sequence: 1,
  source: 'Zgoda',
  sourceTon: 5,
  sourceNpi: 0,
  destination: '48600100100',
  esmClass: 0,
  registeredDelivery: 1,
  dataCoding: 0,
  shortMessage: text,
  tlvs: new Map(),
};
const udh = (...header: number[]): SimulatedSubmit => ({
  ...plain,
  esmClass: 0x40,
  shortMessage: Buffer.concat([Uint8Array.of(header.length, ...header), text]),
});
const sar = (total: number, part: number): SimulatedSubmit => ({
  ...plain,
  tlvs: new Map([
    [0x020e, Buffer.of(total)],
    [0x020f, Buffer.of(part)],
  ]),
});

describe('endsText', () => {
  test.each([
    ['a text of its own', plain, true],
    ['part 1 of 2 (8 bits)', udh(0x00, 3, 7, 2, 1), false],
    ['part 2 of 2 (8 bits)', udh(0x00, 3, 7, 2, 2), true],
    ['part 2 of 3 (16 bits)', udh(0x08, 4, 1, 7, 3, 2), false],
    ['part 3 of 3 (16 bits)', udh(0x08, 4, 1, 7, 3, 3), true],
    ['part 1 of 2 behind another element', udh(0x24, 1, 0, 0x00, 3, 7, 2, 1), false],
    ['a header that says nothing of parts', udh(0x24, 1, 0), true],
    ['a header longer than the text', { ...plain, esmClass: 0x40, shortMessage: Buffer.of(200, 0) }, true],
    ['part 1 of 2 (SAR)', sar(2, 1), false],
    ['part 2 of 2 (SAR)', sar(2, 2), true],
  ])('%s', (_, submit, ends) => {
    expect(endsText(submit)).toBe(ends);
  });
});
