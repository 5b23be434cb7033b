const latinLetters =
  'Ł:L ł:l Đ:D đ:d Ð:D ð:d Þ:Th þ:th Ħ:H ħ:h Ŧ:T ŧ:t ı:i ĸ:k Ŋ:Ng ŋ:ng Œ:OE œ:oe ẞ:SS Ŀ:L ŀ:l ŉ:n ' +
  'Ə:E ə:e Ɖ:D Ʒ:Z ʒ:z Ǥ:G ǥ:g Ƶ:Z ƶ:z Ɨ:I ɨ:i Ʉ:U ʉ:u Ɓ:B ɓ:b Ɔ:O ɔ:o Ɛ:E ɛ:e ȷ:j';

const greekLetters =
  'Α:A Β:B Ε:E Ζ:Z Η:H Ι:I Κ:K Μ:M Ν:N Ο:O Ρ:P Τ:T Υ:Y Χ:X ' +
  'α:A β:B γ:Γ δ:Δ ε:E ζ:Z η:H θ:Θ ι:I κ:K λ:Λ μ:M ν:N ξ:Ξ ο:O π:Π ρ:P σ:Σ ς:Σ τ:T υ:Y φ:Φ χ:X ψ:Ψ ω:Ω';

const punctuation =
  "‘:' ’:' ‚:' ‛:' ′:' ‵:' ʹ:' ʼ:' ʻ:' ʽ:' ˈ:' ´:' `:' ‹:' ›:' ❛:' ❜:' " +
  '“:" ”:" „:" ‟:" ″:" ‶:" ʺ:" «:" »:" 〝:" 〞:" ❝:" ❞:" ¨:" ' +
  '‐:- ‑:- ‒:- –:- —:- ―:- ⁃:- −:- ─:- •:- ‣:- ◦:- ▪:- ●:- ·:. ∙:. ‧:. ⁄:/ ∕:/ ÷:/ ⁎:* ∗:* ⋅:* ∼:~ ˜:~ ˆ:^ ' +
  '×:x ±:+/- ¦:| ‖:|| ∣:| ¯:- ¸:, °:o ˚:o ‰:%o †:+ ‡:++ ≤:<= ≥:>= ≠:<> ≈:~ ' +
  '™:(TM) ©:(C) ®:(R) ¢:c ₤:£ ₺:TL ₴:UAH ₽:RUB ₾:GEL ₼:AZN ←:<- →:-> ↔:<-> ⇒:=> ✓:v ✔:v ✗:x ✘:x';

const blanks = [0x09, 0xa0, 0x1680, ...range(0x2000, 0x200a), 0x202f, 0x205f, 0x3000];

const lineEnds = [0x0b, 0x85, 0x2028, 0x2029];

/** Controls, soft hyphens, joiners, direction marks, variation selectors, byte order marks: nothing that a person sees. */
const invisibleCharacters = [
  ...range(0x00, 0x1f),
  ...range(0x7f, 0x9f),
  ...[0xad, 0x034f, 0x061c, 0x180e],
  ...range(0x200b, 0x200f),
  ...range(0x202a, 0x202e),
  ...range(0x2060, 0x206f),
  ...range(0xfe00, 0xfe0f),
  0xfeff,
];

/** By character: how GSM 7-bit writes it, where taking its marks off (NFKD) does not answer that. */
export const simplerForms: ReadonlyMap<string, string> = new Map([
  ...each(invisibleCharacters, ''),
  ...each(blanks, ' '),
  ...each(lineEnds, '\n'),
  ...pairs(latinLetters),
  ...pairs(greekLetters),
  ...pairs(punctuation),
]);

function pairs(list: string): [string, string][] {
  return list.split(' ').map((pair) => [pair.charAt(0), pair.slice(2)]);
}

function each(codePoints: readonly number[], to: string): [string, string][] {
  return codePoints.map((codePoint) => [String.fromCharCode(codePoint), to]);
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
