import { decodeParts, decodeText } from '../../../engine/src/text/decodeText';
import { encodeSegments } from '../../../engine/src/text/encodeSegments';

const hex = (digits: string): Buffer => Buffer.from(digits.replaceAll(' ', ''), 'hex');
const plain = { hasUserDataHeader: false };
const headed = { hasUserDataHeader: true };

describe('decodeText', () => {
  it.each([
    ['GSM, one septet an octet', '48656C6C6F 00 1B65 1B14', 0x00, 'Hello@€^'],
    ['ASCII', '48692140', 0x01, 'Hi!@'],
    ['Latin-1', 'E9E8', 0x03, 'éè'],
    ['Cyrillic', 'BFE0', 0x06, 'Пр'],
    ['Hebrew', 'E0', 0x07, 'א'],
    ['UCS-2 big endian', '0142 00F3', 0x08, 'łó'],
    ['UTF-16 with a big endian mark', 'FEFF 0142', 0x08, 'ł'],
    ['UTF-16 with a little endian mark', 'FFFE 4201', 0x08, 'ł'],
    ['a surrogate pair', 'D83D DE00', 0x08, '😀'],
    ['half a unit at the end', '0142 01', 0x08, 'ł\uFFFD'],
    ['Korean', 'B0A1', 0x0e, '가'],
    ['flash, GSM', '4869', 0x10, 'Hi'],
    ['flash, UCS-2', '0142', 0x18, 'ł'],
    ['class 1, GSM', '4869', 0xf1, 'Hi'],
    ['message waiting, UCS-2', '0142', 0xe0, 'ł'],
    ['ESC before a character without an extension', '1B41', 0x00, 'A'],
    ['ESC twice', '1B1B', 0x00, ' '],
  ])('reads %s', (_name, digits, dataCoding, text) => {
    expect(decodeText(hex(digits), dataCoding, plain)).toEqual({ text, binary: false, concatenation: null });
  });

  it.each([0x02, 0x04, 0x14, 0x24, 0xf5])('reads data_coding %i as data', (dataCoding) => {
    expect(decodeText(hex('00FF41'), dataCoding, plain)).toMatchObject({ text: '\0ÿA', binary: true });
  });

  it('reads the default alphabet as the route says', () => {
    expect(decodeText(hex('40'), 0, plain).text).toBe('¡');
    expect(decodeText(hex('40'), 0, { ...plain, defaultAlphabet: 'latin1' }).text).toBe('@');
  });

  it('unpacks septets, also after a header', () => {
    expect(decodeText(hex('E8329BFD4697D9EC37'), 0, { ...plain, packedSeptets: 10 }).text).toBe('hellohello');
    // Header of six octets, one bit of filling, then "Hi".
    expect(decodeText(hex('050003420201 90 69'), 0, { ...headed, packedSeptets: 9 })).toMatchObject({
      text: 'Hi',
      concatenation: { reference: 0x42, referenceBits: 8, total: 2, part: 1 },
    });
  });

  it('reads concatenation with 16-bit references and national tables from the header', () => {
    expect(decodeText(hex('0C 0804 1234 03 02 240101 250101 04 1B73'), 0, headed)).toEqual({
      text: '€ş',
      binary: false,
      concatenation: { reference: 0x1234, referenceBits: 16, total: 3, part: 2 },
    });
  });

  it.each(['050003420200 41', '050003420203 41', '0400020102 41', '06050400000000 41'])(
    'ignores a header element that numbers no part: %s',
    (digits) => {
      expect(decodeText(hex(digits), 0, headed)).toMatchObject({ text: 'A', concatenation: null });
    },
  );

  it('never reads past the octets, whatever the header claims', () => {
    expect(decodeText(hex(''), 0, headed).text).toBe('');
    expect(decodeText(hex('FF4142'), 3, headed)).toMatchObject({ text: 'ÿAB', concatenation: null });
    expect(decodeText(hex('03000A01 41'), 0, headed)).toMatchObject({ text: 'A', concatenation: null });
  });
});

describe('decodeParts', () => {
  it('mends characters that the sender cut in two', () => {
    expect(decodeParts([hex('050003010201 411B'), hex('050003010202 6542')], 0, headed)).toBe('A€B');
    expect(decodeParts([hex('050003010201 D83D'), hex('050003010202 DE00')], 8, headed)).toBe('😀');
  });

  it('reads what encodeSegments wrote', () => {
    const text = 'Zażółć gęślą jaźń 😀 '.repeat(20);
    const { parts, dataCoding } = encodeSegments(text, 'ucs2', { reference: 7 });
    expect(decodeParts(parts, dataCoding, headed)).toBe(text);
  });
});
