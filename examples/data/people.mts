/** Made-up names, by the language that they are at home in. */
export interface NameList {
  readonly language: string;
  /** How many of a hundred people have a name of this list. */
  readonly weight: number;
  readonly firstNames: readonly string[];
  readonly lastNames: readonly string[];
}

const words = (text: string): string[] => text.trim().split(/\s+/);

/** Mostly Polish, and enough other alphabets to meet every kind of letter that a text can hold. */
export const nameLists: readonly NameList[] = [
  {
    language: 'pl',
    weight: 45,
    firstNames: words(`Łukasz Michał Paweł Wojciech Błażej Grażyna Małgorzata Agnieszka Żaneta Jędrzej Świętosława
      Bożena Kazimierz Stanisław Władysława Zuzanna Krzysztof Bronisława Ola Marek Ewa Tomasz Rafał Jagoda`),
    lastNames: words(`Wiśniewska Wójcik Kowalczyk Kamiński Zieliński Szymańska Woźniak Dąbrowski Kozłowska Jabłoński
      Krawczyk Piotrowska Grabowski Pawłowska Michalski Król Wieczorek Jankowska Wróbel Mazur Sikorska Bąk Gołębiewska
      Święcicki Żuraw Nowak-Żelazna Ćwik Źrebiec`),
  },
  {
    language: 'en',
    weight: 20,
    firstNames: words('Oliver Amelia Harry Isla Noah Ava Leo Freya Siân Zoë Chloë Jack Niamh Seán Renée'),
    lastNames: words(`Smith Jones Williams Taylor Davies Evans O'Connor O'Neill Walker Wright Green Clarke Hughes
      Lewis-Grant Brontë`),
  },
  {
    language: 'fr',
    weight: 12,
    firstNames: words('François Zoé Hélène Jérôme Loïc Anaïs Benoît Cécile Maëlle Théo Françoise Gaëlle'),
    lastNames: words('Lefèvre Garçon Béranger Chrétien Noël Lemaître Moreau Fournier Girard Châtelain'),
  },
  {
    language: 'cs',
    weight: 6,
    firstNames: words('Jiří Tomáš Ondřej Lenka Kateřina Zdeněk Věra Růžena Matěj'),
    lastNames: words('Dvořák Novák Černý Procházková Kučera Veselý Horáková Šťastný Němec'),
  },
  {
    language: 'hu',
    weight: 4,
    firstNames: words('László Gergő Zsófia Erzsébet Győző Ágnes Imre Ödön'),
    lastNames: words('Szabó Kovács Tóth Erdős Főző Kőműves Hegedűs'),
  },
  {
    language: 'de',
    weight: 5,
    firstNames: words('Jürgen Käthe Björn Sören Günther Anke Jörg Bärbel'),
    lastNames: words('Müller Schröder Weiß Groß Köhler Böhm Jäger'),
  },
  {
    language: 'sl',
    weight: 4,
    firstNames: words('Žiga Špela Anže Matjaž Urška Črt Alenka'),
    lastNames: words('Žagar Kovač Oražem Čebular Šuštar Hočevar'),
  },
  {
    language: 'es',
    weight: 4,
    firstNames: words('Íñigo Begoña Raúl Inés Martín Ángela Nuño'),
    lastNames: words('Muñoz Peña Ibáñez López Núñez Gutiérrez'),
  },
];

/** What people agreed to, word by word, by language. */
export const wordings: Readonly<Record<string, string>> = {
  pl: 'Zgadzam się na otrzymywanie SMS-ów o ofertach i wydarzeniach sklepu Jarzębina. Mogę zrezygnować w każdej chwili, odpisując STOP.',
  en: 'I agree to receive texts about offers and events of the Jarzębina shop. I can stop at any time by replying STOP.',
  fr: 'J’accepte de recevoir par SMS les offres et les événements de la boutique Jarzębina. Je peux arrêter à tout moment en répondant STOP.',
  cs: 'Souhlasím se zasíláním SMS o nabídkách a akcích obchodu Jarzębina. Odhlásit se mohu kdykoli odpovědí STOP.',
  hu: 'Hozzájárulok, hogy a Jarzębina bolt SMS-ben értesítsen az ajánlatairól. Bármikor leiratkozhatok a STOP válasszal.',
  de: 'Ich möchte per SMS über Angebote und Termine des Ladens Jarzębina informiert werden. Mit der Antwort STOP kann ich jederzeit absagen.',
  sl: 'Strinjam se s prejemanjem SMS-ov o ponudbah in dogodkih trgovine Jarzębina. Odjavim se kadar koli z odgovorom STOP.',
  es: 'Acepto recibir por SMS ofertas y eventos de la tienda Jarzębina. Puedo darme de baja cuando quiera respondiendo STOP.',
};

/** How a consent was taken down, and where. */
export const consentOrigins: readonly { readonly method: string; readonly source: string }[] = [
  { method: 'form', source: 'https://jarzebina.example/newsletter' },
  { method: 'shop_checkbox', source: 'https://jarzebina.example/checkout' },
  { method: 'kiosk', source: 'Spring fair 2026, stand 14' },
  { method: 'written', source: 'Paper card, shop in Grodzka Street' },
  { method: 'sms', source: 'Keyword JARZEBINA' },
  { method: 'phone', source: 'Telephone order desk' },
];

export const groupCells: readonly string[] = [
  'customers',
  'newsletter',
  'customers, newsletter',
  'customers, loyalty card',
  'spring fair 2026',
  'newsletter, spring fair 2026',
  '',
];

/** Cities by the country of the phone number. */
export const cities: Readonly<Record<string, readonly string[]>> = {
  GB: ['London', 'Manchester', 'Leeds', 'Edinburgh', 'Slough', 'Cardiff', 'Bristol'],
  FR: ['Paris', 'Lyon', 'Besançon', 'Orléans', 'Nîmes', 'Saint-Étienne'],
  US: ['Chicago', 'New York', 'Hamtramck', 'Buffalo', 'San José'],
  CA: ['Toronto', 'Montréal', 'Québec', 'Trois-Rivières', 'Vancouver'],
};
