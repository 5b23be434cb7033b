/** Language of a national shift table that a route may use. */
export type ShiftLanguage = 'tr' | 'es' | 'pt';

/** The tables of one language (3GPP TS 23.038 annex A). */
export interface NationalTables {
  /** Value of the language in the header elements (3GPP TS 23.040 section 9.2.3.24.15). */
  readonly identifier: number;
  /** 128 characters that replace the default table; null where the language has none. */
  readonly locking: string | null;
  /** Characters that replace the extension table, by septet. */
  readonly single: Readonly<Record<number, string>>;
}

const commonSingle: Readonly<Record<number, string>> = {
  0x0a: '\f',
  0x14: '^',
  0x28: '{',
  0x29: '}',
  0x2f: '\\',
  0x3c: '[',
  0x3d: '~',
  0x3e: ']',
  0x40: '|',
  0x65: '€',
};

const turkishLocking =
  '@£$¥€éùıòÇ\nĞğ\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001BŞşßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
  'İABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§çabcdefghijklmnopqrstuvwxyzäöñüà';

const portugueseLocking =
  '@£$¥êéúíóç\nÔô\rÁáΔ_ªÇÀ∞^\\€Ó|\u001BÂâÊÉ !"#º%&\'()*+,-./0123456789:;<=>?' +
  'ÍABCDEFGHIJKLMNOPQRSTUVWXYZÃÕÚÜ§~abcdefghijklmnopqrstuvwxyzãõ`üà';

/** Every national table that a route may opt in to. */
export const nationalTables: Readonly<Record<ShiftLanguage, NationalTables>> = {
  tr: {
    identifier: 1,
    locking: turkishLocking,
    single: { ...commonSingle, 0x47: 'Ğ', 0x49: 'İ', 0x53: 'Ş', 0x63: 'ç', 0x67: 'ğ', 0x69: 'ı', 0x73: 'ş' },
  },
  es: {
    identifier: 2,
    locking: null,
    single: {
      ...commonSingle,
      0x09: 'ç',
      0x41: 'Á',
      0x49: 'Í',
      0x4f: 'Ó',
      0x55: 'Ú',
      0x61: 'á',
      0x69: 'í',
      0x6f: 'ó',
      0x75: 'ú',
    },
  },
  pt: {
    identifier: 3,
    locking: portugueseLocking,
    single: {
      ...commonSingle,
      0x05: 'ê',
      0x09: 'ç',
      0x0b: 'Ô',
      0x0c: 'ô',
      0x0e: 'Á',
      0x0f: 'á',
      0x12: 'Φ',
      0x13: 'Γ',
      0x15: 'Ω',
      0x16: 'Π',
      0x17: 'Ψ',
      0x18: 'Σ',
      0x19: 'Θ',
      0x1f: 'Ê',
      0x41: 'À',
      0x49: 'Í',
      0x4f: 'Ó',
      0x55: 'Ú',
      0x5b: 'Ã',
      0x5c: 'Õ',
      0x61: 'Â',
      0x69: 'í',
      0x6f: 'ó',
      0x75: 'ú',
      0x7b: 'ã',
      0x7c: 'õ',
      0x7f: 'â',
    },
  },
};
