/** Beginnings of words, and phrases, that sell, by language. A blank matches any run of blanks. */
const wordings: Readonly<Record<string, readonly string[]>> = {
  en: [
    ...['discount', 'promo', 'voucher', 'coupon', 'bargain', 'clearance', 'giveaway', 'black friday', 'cyber monday'],
    ...['special offer', 'limited offer', 'exclusive offer', 'our offer', 'limited time', 'best price', 'low price'],
    ...['on sale', 'sale now', 'sale starts', 'summer sale', 'winter sale', 'flash sale', 'last chance', 'hurry'],
    ...['buy now', 'order now', 'shop now', 'buy one get', 'free gift', 'for free', 'free delivery', 'save up to'],
    ...['new collection', 'win a', 'prize', 'newsletter', 'recommend us', 'refer a friend'],
  ],
  pl: [
    ...['promocj', 'promo', 'rabat', 'zniżk', 'przecen', 'wyprzedaż', 'okazj', 'kupon', 'voucher', 'bon zakupowy'],
    ...['black friday', 'cyber monday', 'gratis', 'za darmo', 'prezent', 'nagrod', 'konkurs', 'wygraj', 'loteri'],
    ...['kup teraz', 'kup już', 'zamów teraz', 'zamów już', 'nie przegap', 'ostatnia szansa'],
    ...['super cen', 'niższe cen', 'najlepsza cen', 'najniższe cen', 'taniej', 'oferta specjalna', 'specjalna oferta'],
    ...['nasza ofert', 'naszą ofert', 'naszej ofert', 'nowa kolekcj', 'nową kolekcj', 'darmowa dostaw', 'newsletter'],
    ...['poleć nas', 'poleć znajom', 'drugi produkt'],
  ],
};

const percentOff = /(?:-\s?\d{1,2}\s?%|\d{1,2}\s?%\s?(?:off|taniej|rabatu|zniżki|mniej))/giu;

const patterns = new Map(Object.entries(wordings).map(([language, list]) => [language, wordingPattern(list)]));

/**
 * Wording that sells, as the text has it, each once. A text is read for the wordings of its language, and for English
 * and Polish when there are none of it. These are hints for the author: whether a text is advertising is a question of law.
 */
export function findPromotionalWording(text: string, language: string): string[] {
  const own = patterns.get(language.toLowerCase().split(/[-_]/, 1)[0] as string);
  const found = (own === undefined ? [...patterns.values()] : [own]).flatMap((pattern) => matchesOf(text, pattern));
  return [...new Set([...found, ...matchesOf(text, percentOff)])];
}

/** Matches whole phrases from the beginning of a word, also without Polish letters, to the end of the last word. */
function wordingPattern(list: readonly string[]): RegExp {
  const forms = list.flatMap((each) => [each, withoutMarks(each)]).map((each) => each.replaceAll(' ', '\\s+'));
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${[...new Set(forms)].join('|')})[\\p{L}]*`, 'giu');
}

function matchesOf(text: string, pattern: RegExp): string[] {
  return Array.from(text.matchAll(pattern), ([match]) => match.trim().toLowerCase());
}

function withoutMarks(text: string): string {
  return text.replaceAll('ł', 'l').normalize('NFD').replace(/\p{M}/gu, '');
}
