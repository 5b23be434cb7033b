import { nationalTables, type ShiftLanguage } from './nationalTables';

const defaultTable =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001BÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
  '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';

const defaultExtension: Readonly<Record<number, string>> = {
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

/** The septet that announces a character of the extension table. */
export const escapeSeptet = 0x1b;

/** Bit in `Alphabet.codes` of a character of the extension table: ESC and the lower seven bits, two septets. */
export const extensionBit = 0x80;

/** Mark in `Alphabet.codes` of a character that the alphabet lacks: ESC twice, which no character is written as. */
export const notInAlphabet = extensionBit | escapeSeptet;

/** GSM 7-bit alphabet (3GPP TS 23.038 section 6.2.1), plain or with national tables in place of its own. */
export interface Alphabet {
  /** Language whose locking shift table replaces the default table; null: the default. */
  readonly locking: ShiftLanguage | null;
  /** Language whose single shift table replaces the extension table; null: the default. */
  readonly single: ShiftLanguage | null;
  /** By UTF-16 code unit: a septet, `extensionBit` and a septet, or `notInAlphabet`. */
  readonly codes: Uint8Array;
  /** By septet: the character of the basic table. */
  readonly characters: readonly string[];
  /** By septet after ESC: the character of the extension table. */
  readonly extension: Readonly<Record<number, string>>;
}

const built = new Map<string, Alphabet>();

/** The alphabet with these national tables, built at first use. */
export function gsmAlphabet(locking: ShiftLanguage | null = null, single: ShiftLanguage | null = null): Alphabet {
  const key = `${locking}/${single}`;
  const known = built.get(key);
  if (known !== undefined) return known;
  const alphabet = buildAlphabet(locking, single);
  built.set(key, alphabet);
  return alphabet;
}

/** The alphabet without national tables. */
export const defaultAlphabet = gsmAlphabet();

function buildAlphabet(locking: ShiftLanguage | null, single: ShiftLanguage | null): Alphabet {
  const table = (locking === null ? null : nationalTables[locking].locking) ?? defaultTable;
  const extension = single === null ? defaultExtension : nationalTables[single].single;
  const characters = Array.from(table);
  const codes = new Uint8Array(0x10000).fill(notInAlphabet);
  for (const [septet, character] of Object.entries(extension)) {
    codes[character.charCodeAt(0)] = extensionBit | Number(septet);
  }
  characters.forEach((character, septet) => {
    if (septet !== escapeSeptet) codes[character.charCodeAt(0)] = septet;
  });
  return { locking, single, codes, characters, extension };
}
