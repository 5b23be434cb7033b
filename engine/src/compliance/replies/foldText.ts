/** Letters that Unicode does not split into a base letter and a mark. */
const unsplittable: Readonly<Record<string, string>> = {
  ł: 'l',
  đ: 'd',
  ø: 'o',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  ґ: 'г',
  ё: 'е',
};

/** Lower case without diacritics: what people leave out when they type on a phone. Й becomes и, and ї becomes і. */
export function foldLetters(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[łđøßæœıґё]/gu, (letter) => unsplittable[letter] ?? letter);
}
