import { planText } from '../../../engine/src/text/planText';
import { simplifyText } from '../../../engine/src/text/simplifyText';

/** Letters that the alphabet of a language has beyond a to z. */
const alphabets: Record<string, string> = {
  Albanian: 'çë',
  Azerbaijani: 'çəğıİöşü',
  Breton: 'ñùêô',
  Catalan: 'àçèéíïòóúüŀ',
  Croatian: 'čćđšž',
  Czech: 'áčďéěíňóřšťúůýž',
  Danish: 'æøå',
  Dutch: 'éëïóöüĳ',
  Esperanto: 'ĉĝĥĵŝŭ',
  Estonian: 'äõöüšž',
  Faroese: 'áðíóúýæø',
  Finnish: 'åäöšž',
  French: 'àâæçéèêëîïôœùûüÿ',
  Frisian: 'âêôûú',
  German: 'äöüß',
  Hungarian: 'áéíóöőúüű',
  Icelandic: 'áéíóúýþæöð',
  Irish: 'áéíóúḃċḋḟġṁṗṡṫ',
  Italian: 'àèéìíîòóùú',
  Kashubian: 'ąãéëłńóòôùż',
  Latvian: 'āčēģīķļņšūžŗ',
  Lithuanian: 'ąčęėįšųūž',
  Livonian: 'āäǟḑēīļņōȯȱõȭŗšțūž',
  Luxembourgish: 'äéë',
  Maltese: 'ċġħż',
  Montenegrin: 'čćđšžśź',
  Norwegian: 'æøåéòô',
  Polish: 'ąćęłńóśźż',
  Portuguese: 'áâãàçéêíóôõúü',
  Romanian: 'ăâîșțşţ',
  Romansh: 'àèéìòù',
  Sami: 'áâäåčđǥǧǩŋõöšŧžʒǯ',
  'Scottish Gaelic': 'àèìòùáéó',
  Slovak: 'áäčďéíĺľňóôŕšťúýž',
  Slovene: 'čšžćđ',
  Sorbian: 'čćěłńóřŕšśžź',
  Spanish: 'áéíñóúü',
  Swedish: 'åäöé',
  Turkish: 'çğıİöşüâîû',
  Welsh: 'âêîôûŵŷẁẃẅỳýÿ',
};

describe('simplifyText', () => {
  it.each(Object.entries(alphabets))('writes all of %s in GSM 7-bit', (_language, letters) => {
    for (const text of [letters, letters.toUpperCase().normalize('NFC')]) {
      const plan = planText(text, { mode: 'simplify' });
      expect(plan).toMatchObject({ encoding: 'gsm7', unwritable: [] });
      expect(plan.text).not.toMatch(/[?@]/);
    }
  });

  it('writes every letter of Latin-1 and Latin Extended-A', () => {
    for (let codePoint = 0xc0; codePoint <= 0x17f; codePoint++) {
      expect(simplifyText(String.fromCodePoint(codePoint))).toMatch(/^.+$/);
    }
  });

  it.each([
    ['Zażółć gęślą jaźń', 'Zazolc gesla jazn'],
    ['Příliš žluťoučký kůň', 'Prilis zlutoucky kun'],
    ['Árvíztűrő tükörfúrógép', 'Arvizturo tükörfurogép'],
    ['Ștefan și Țara', 'Stefan si Tara'],
    ['Iğdır’da İş', "Igdir'da Is"],
    ['Þórður Œuvre STRAẞE', 'Thordur OEuvre STRASSE'],
    ['Καλημέρα, Ελλάδα', 'KAΛHMEPA, EΛΛAΔA'],
    ['„Cześć” – ‘tak’… «oui»', '"Czesc" - \'tak\'... "oui"'],
    ['5\u00A0zł\u202F!\u2009ok', '5 zl ! ok'],
    ['soft\u00ADhy\u200Bphen\uFEFF\u202A', 'softhyphen'],
    ['½ × 10² ≤ №5 ™', '1/2 x 102 <= No5 (TM)'],
    ['ﬁn ＡＢＣ １２３', 'fin ABC 123'],
    ['a\u2028b\tc', 'a\nb c'],
    ['x\u0302', 'x'],
    ['1️⃣', '1'],
    ['€ @ £ ß é', '€ @ £ ß é'],
  ])('writes %j as %j', (text, simplified) => {
    expect(simplifyText(text.normalize('NFC'))).toBe(simplified);
  });

  it.each(['😀', 'Привет', 'हिन्दी', '你好', 'שלום', '\uD83D', 'ł😀'])('has no simple way to write %j', (text) => {
    expect(simplifyText(text)).toBeNull();
  });
});

describe('simplifying modes', () => {
  it('lose no letter where the text needs UCS-2 all the same', () => {
    expect(planText('Łódź 😀', { mode: 'simplify' })).toMatchObject({ text: 'Łódź 😀', encoding: 'ucs2' });
    expect(planText('Łódź 😀'.repeat(40), { mode: 'auto' }).encoding).toBe('ucs2');
  });

  it('never cost a segment', () => {
    expect(planText('≤'.repeat(70), { mode: 'simplify' })).toMatchObject({ encoding: 'gsm7', segments: 1 });
    expect(planText('™'.repeat(60), { mode: 'simplify' })).toMatchObject({ encoding: 'ucs2', segments: 1 });
  });

  it('leave what national tables carry, unless auto saves a segment by it', () => {
    const text = `ğ${'a'.repeat(157)}`;
    const shiftLanguages = ['tr'] as const;
    expect(planText(text, { mode: 'keep', shiftLanguages })).toMatchObject({ encoding: 'gsm7', segments: 2 });
    expect(planText(text, { mode: 'auto', shiftLanguages })).toMatchObject({
      text: `g${'a'.repeat(157)}`,
      segments: 1,
    });
    expect(planText('ğ', { mode: 'simplify', shiftLanguages })).toMatchObject({ text: 'ğ', encoding: 'gsm7' });
  });

  it('name what even they cannot write on a route without UCS-2', () => {
    expect(planText('Łódź 😀', { mode: 'simplify', unicode: false }).unwritable).toEqual([
      { character: '😀', position: 5 },
    ]);
    expect(planText('Łódź', { mode: 'auto', unicode: false })).toMatchObject({ text: 'Lodz', unwritable: [] });
  });
});
