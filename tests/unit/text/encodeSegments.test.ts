import { encodeSegments, type EncodeOptions } from '../../../engine/src/text/encodeSegments';
import { planText } from '../../../engine/src/text/planText';

const hexParts = (text: string, options: Partial<EncodeOptions> = {}): string[] => {
  const { encoding } = planText(text, { mode: 'keep', ...options });
  return encodeSegments(text, encoding, { reference: 0x1234, ...options }).parts.map((part) => part.toString('hex'));
};

describe('encodeSegments', () => {
  it('writes GSM 7-bit as one septet an octet', () => {
    expect(hexParts('@$€é')).toEqual(['00021b6505']);
    expect(encodeSegments('a', 'gsm7', { reference: 1 })).toMatchObject({ dataCoding: 0, hasUserDataHeader: false });
  });

  it('writes UCS-2 big endian', () => {
    expect(hexParts('ł😀')).toEqual(['0142d83dde00']);
    expect(encodeSegments('ł', 'ucs2', { reference: 1 })).toMatchObject({ dataCoding: 8, hasUserDataHeader: false });
  });

  it('numbers parts with an 8-bit or 16-bit reference', () => {
    const text = 'a'.repeat(161);
    expect(hexParts(text).map((part) => part.slice(0, 14))).toEqual(['05000334020161', '05000334020261']);
    expect(hexParts(text, { referenceBits: 16 }).map((part) => part.slice(0, 16))).toEqual([
      '0608041234020161',
      '0608041234020261',
    ]);
  });

  it('never cuts an escaped character', () => {
    const [first, second] = hexParts(`${'a'.repeat(152)}€${'a'.repeat(20)}`);
    expect(first).toHaveLength(2 * (6 + 152));
    expect(second?.slice(12, 16)).toBe('1b65');
  });

  it('keeps flags and joined emoji whole where that costs no further segment', () => {
    const family = '👨‍👩‍👧‍👦';
    const text = `${'a'.repeat(60)}${family}${'ł'.repeat(30)}`;
    const { parts } = encodeSegments(text, 'ucs2', { reference: 1 });
    expect(parts).toHaveLength(2);
    expect(parts[0]).toHaveLength(6 + 2 * 60);
    const full = `${'a'.repeat(60)}${family}${'ł'.repeat(133 - 60 - family.length)}`;
    expect(planText(full, { mode: 'keep' })).toMatchObject({ segments: 2, charactersLeft: 0 });
    expect(encodeSegments(full, 'ucs2', { reference: 1 }).parts[0]).toHaveLength(6 + 2 * 66);
  });

  it('leaves the header to the SMSC for SAR, and the division for a payload', () => {
    const sar = encodeSegments('a'.repeat(161), 'gsm7', { reference: 1, carriage: 'sar' });
    expect(sar.parts.map((part) => part.length)).toEqual([153, 8]);
    expect(sar.hasUserDataHeader).toBe(false);
    const payload = encodeSegments('ł'.repeat(500), 'ucs2', { reference: 1, carriage: 'payload' });
    expect(payload.parts.map((part) => part.length)).toEqual([1_000]);
  });

  it('names the national tables that it used, and none that it did not need', () => {
    expect(hexParts('ğ', { shiftLanguages: ['tr'] })).toEqual(['032401011b67']);
    expect(hexParts('a', { shiftLanguages: ['tr'] })).toEqual(['61']);
    const locked = 'ğış'.repeat(50);
    expect(hexParts(locked, { shiftLanguages: ['tr'] }).map((part) => part.slice(0, 8))).toEqual(['03250101']);
    const [first] = hexParts('ğış'.repeat(60), { shiftLanguages: ['tr'] });
    expect(first?.slice(0, 18)).toBe('080003340201250101');
  });

  it('refuses what it cannot write, and never replaces it', () => {
    expect(() => encodeSegments('ał', 'gsm7', { reference: 1 })).toThrow(
      expect.objectContaining({ code: 'unwritable_text', data: { position: 2 } }),
    );
    expect(() => encodeSegments('ł\uDE00', 'ucs2', { reference: 1 })).toThrow(
      expect.objectContaining({ code: 'unwritable_text', data: { position: 2 } }),
    );
  });

  it('refuses more parts than a header can number', () => {
    const text = 'ł'.repeat(256 * 67);
    expect(() => encodeSegments(text, 'ucs2', { reference: 1 })).toThrow(
      expect.objectContaining({ code: 'text_too_long', data: { segments: 256, limit: 255 } }),
    );
  });
});
