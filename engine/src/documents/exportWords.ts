import type { Words } from '../shared/words';

const words = (en: string, pl: string): Words => ({ en, pl });

/** The words of the printed export. */
export const exportWords = {
  title: words('Your data in text messaging', 'Twoje dane w wysyłce SMS'),
  subtitle: words(
    'Copy of personal data under Articles 15 and 20 of the GDPR',
    'Kopia danych osobowych na podstawie art. 15 i 20 RODO',
  ),
  foot: words('Copy of personal data, number', 'Kopia danych osobowych, numer'),
  about: words('About', 'Dotyczy'),
  nobody: words('a person who is not known here', 'osoby, która nie jest tu znana'),
  controller: words('Who answers for the data', 'Administrator danych'),
  controllerUnknown: words('the sender of the texts', 'nadawca SMS-ów'),
  controllerContact: words('How to reach them', 'Kontakt z administratorem'),
  preparedAt: words('Prepared', 'Przygotowano'),
  number: words('Number of this copy', 'Numer kopii'),

  overview: words('What is held', 'Co jest przechowywane'),
  nothing: words('Nothing is held about you here.', 'Nie są tu przechowywane żadne dane o Tobie.'),
  completeness: words(
    'This copy covers the text messaging system. The JSON document of the same number holds the same data and the technical data, in a form that other systems can read.',
    'Kopia obejmuje system wysyłki SMS. Dokument JSON o tym samym numerze zawiera te same dane oraz dane techniczne, w postaci czytelnej dla innych systemów.',
  ),
  jsonOnly: words('(in the JSON document)', '(w dokumencie JSON)'),
  why: words('Why:', 'Po co:'),
  source: words('From where:', 'Skąd:'),
  keptFor: words('Kept', 'Przechowywane'),
  state: words('State', 'Stan'),
  reason: words('Reason', 'Powód'),
  submittedAt: words('Given to the operator', 'Przekazano operatorowi'),
  finalAt: words('Settled', 'Rozstrzygnięto'),

  recipients: words('Who else received data', 'Kto jeszcze otrzymał dane'),
  noRecipients: words('Nobody.', 'Nikt.'),

  rights: words('Your rights', 'Twoje prawa'),
  rightsList: [
    words(
      'You may have wrong data corrected (GDPR Art. 16), data erased (Art. 17) and their use restricted (Art. 18), and take your data elsewhere (Art. 20).',
      'Możesz żądać sprostowania danych (art. 16 RODO), ich usunięcia (art. 17), ograniczenia przetwarzania (art. 18) i przeniesienia danych (art. 20).',
    ),
    words(
      'You may withdraw a consent at any time; what was done before stays lawful (Art. 7(3)). You may object to marketing at any time, without giving a reason (Art. 21(2)).',
      'Zgodę możesz wycofać w każdej chwili; nie wpływa to na zgodność z prawem tego, co zrobiono wcześniej (art. 7 ust. 3). Wobec marketingu możesz w każdej chwili wnieść sprzeciw, bez podawania przyczyny (art. 21 ust. 2).',
    ),
    words(
      'You may complain to the supervisory authority of the country where you live or work, or where the law was broken (Art. 77); in Poland to the President of the Personal Data Protection Office (uodo.gov.pl).',
      'Możesz wnieść skargę do organu nadzorczego w kraju, w którym mieszkasz lub pracujesz albo w którym doszło do naruszenia (art. 77); w Polsce do Prezesa Urzędu Ochrony Danych Osobowych (uodo.gov.pl).',
    ),
    words(
      'No decision with legal effect on you is taken by automated means alone (Art. 22).',
      'Nie są podejmowane decyzje wywołujące wobec Ciebie skutki prawne oparte wyłącznie na przetwarzaniu automatycznym (art. 22).',
    ),
  ] as readonly Words[],
  policy: words('Privacy policy:', 'Polityka prywatności:'),
} as const;
