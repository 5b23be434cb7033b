/** Joins or styles the emoji around it; says nothing by itself in a text without them. */
export const JOINERS = /[\u200C\u200D\uFE00-\uFE0F]/g;

const LETTERS =
  'Ł:L ł:l Đ:D đ:d Ð:D ð:d Þ:Th þ:th Ħ:H ħ:h Ŧ:T ŧ:t ı:i ĸ:k Ŋ:Ng ŋ:ng Œ:OE œ:oe ſ:s ẞ:SS Ŀ:L ŀ:l ŉ:n ' +
  'Ə:E ə:e Ɖ:D ɖ:d Ʒ:Z ʒ:z Ɣ:G ɣ:g Ǥ:G ǥ:g Ƶ:Z ƶ:z Ɨ:I ɨ:i Ʉ:U ʉ:u Ɔ:O ɔ:o Ɛ:E ɛ:e Ƒ:F ƒ:f Ⱥ:A ⱥ:a';

const GREEK =
  'Α:A Β:B Ε:E Ζ:Z Η:H Ι:I Κ:K Μ:M Ν:N Ο:O Ρ:P Τ:T Υ:Y Χ:X ' +
  'α:A β:B γ:Γ δ:Δ ε:E ζ:Z η:H θ:Θ ι:I κ:K λ:Λ μ:M ν:N ξ:Ξ ο:O π:Π ρ:P σ:Σ ς:Σ τ:T υ:Y φ:Φ χ:X ψ:Ψ ω:Ω ' +
  'ϐ:B ϑ:Θ ϕ:Φ ϖ:Π ϰ:K ϱ:P ϲ:Σ ϵ:E ϒ:Y Ϲ:Σ';

const PUNCTUATION =
  "‘:' ’:' ‚:' ‛:' ′:' ‵:' ʹ:' ʼ:' ʻ:' ´:' `:' ‹:' ›:' “:\" ”:\" „:\" ‟:\" ″:\" ‶:\" «:\" »:\" 〝:\" 〞:\" " +
  '‐:- ‑:- ‒:- –:- —:- ―:- ⁃:- −:- ﹣:- －:- •:* ‣:* ●:* ∙:. ·:. …:... ‥:.. ※:* ⁄:/ ∕:/ ⁎:* ∗:* ⁓:~ ∼:~ ˜:~ ˆ:^ ' +
  '×:x ÷:/ ±:+/- ¦:| ‖:|| ¬:- ¯:- ¸:, ˛:, ¨:" ‰:%o ‱:%oo †:+ ‡:++ ¶:§ ≤:<= ≥:>= ≠:<> ≈:~ ¢:c ₤:£ №:Nr ™:(TM) ©:(C) ®:(R) ℗:(P) ' +
  '←:<- →:-> ↔:<-> ✓:v ✔:v ✗:x ✘:x';

const INVISIBLE =
  '\u00AD \u034F \u061C \u180E \u200B \u200E \u200F \u202A \u202B \u202C \u202D \u202E \u2060 \u2061 \u2062 \u2063 \u2064 \u2066 \u2067 \u2068 \u2069 \uFEFF';

const SPACES =
  '\u00A0 \u1680 \u2000 \u2001 \u2002 \u2003 \u2004 \u2005 \u2006 \u2007 \u2008 \u2009 \u200A \u202F \u205F \u3000';

const LINE_ENDS = '\u0085 \u2028 \u2029';

/** By character: how GSM 7-bit writes it, where taking its marks off does not answer that. */
export const simplerForms: ReadonlyMap<string, string> = new Map([
  ...pairs(LETTERS),
  ...pairs(GREEK),
  ...pairs(PUNCTUATION),
  ...each(INVISIBLE, ''),
  ...each(SPACES, ' '),
  ...each(LINE_ENDS, '\n'),
  ['\t', ' '],
]);

function pairs(list: string): [string, string][] {
  return list.split(' ').map((pair) => {
    const from = String.fromCodePoint(pair.codePointAt(0) as number);
    return [from, pair.slice(from.length + 1)];
  });
}

function each(list: string, to: string): [string, string][] {
  return list.split(' ').map((from) => [from, to]);
}
