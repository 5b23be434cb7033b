import { DateTime } from 'luxon';
import type { Language, Words } from '../shared/words';

const words = (en: string, pl: string): Words => ({ en, pl });

/** Codes that the store keeps, in words: one word for one thing, whatever its column. */
const codes: Readonly<Record<string, Words>> = {
  marketing: words('Marketing', 'Marketing'),
  service: words('Service (orders, bookings, safety)', 'Usługowe (zamówienia, rezerwacje, bezpieczeństwo)'),
  all: words('All texts', 'Wszystkie SMS-y'),

  grant: words('Consent given', 'Zgoda udzielona'),
  guardian_grant: words('Consent given by a guardian', 'Zgoda udzielona przez opiekuna'),
  refuse: words('Consent refused', 'Odmowa zgody'),
  withdraw: words('Consent withdrawn', 'Zgoda wycofana'),
  request: words('Asked to confirm', 'Prośba o potwierdzenie'),
  confirm: words('Consent confirmed', 'Zgoda potwierdzona'),
  expire: words('Consent ended by time', 'Zgoda wygasła'),
  granted: words('Given', 'Udzielona'),
  refused: words('Refused', 'Odmówiona'),
  pending: words('Waits for your confirmation', 'Czeka na Twoje potwierdzenie'),

  queued: words('Waits to be sent', 'Czeka na wysłanie'),
  held: words('Waits until its time', 'Czeka na swoją porę'),
  claimed: words('Being sent', 'W trakcie wysyłania'),
  submitted: words('Given to the operator', 'Przekazana operatorowi'),
  delivered: words('Delivered', 'Doręczona'),
  undelivered: words('Not delivered', 'Niedoręczona'),
  rejected: words('Refused by the operator', 'Odrzucona przez operatora'),
  expired: words('Not delivered in time', 'Niedoręczona w terminie'),
  blocked: words('Not sent', 'Niewysłana'),
  cancelled: words('Cancelled', 'Anulowana'),
  uncertain: words('Given to the operator, outcome unknown', 'Przekazana operatorowi, wynik nieznany'),

  stop: words('STOP', 'STOP'),
  start: words('START', 'START'),
  help: words('HELP', 'POMOC'),
  keyword: words('Keyword', 'Słowo kluczowe'),
  reply: words('Reply', 'Odpowiedź'),
  unclear: words('Unclear', 'Niejasne'),
  withdrawn: words('Consent withdrawn', 'Zgoda wycofana'),
  complaint: words('Complaint', 'Skarga'),
  erased: words('Erased at the person’s request', 'Usunięto na żądanie osoby'),
  unclear_reply: words('A reply that may mean STOP', 'Odpowiedź, która może znaczyć STOP'),
  import: words('Imported list', 'Importowana lista'),
  no_consent: words('No consent', 'Brak zgody'),
  suppressed: words('The number is blocked', 'Numer jest zablokowany'),
  minor_without_guardian: words('No consent of a guardian', 'Brak zgody opiekuna'),
  quiet_hours: words('Quiet hours', 'Pora ciszy'),

  access: words('Access to the data', 'Dostęp do danych'),
  erasure: words('Erasure', 'Usunięcie'),
  rectification: words('Correction', 'Sprostowanie'),
  restriction: words('Restriction', 'Ograniczenie przetwarzania'),
  portability: words('Data to take elsewhere', 'Przeniesienie danych'),
  objection: words('Objection', 'Sprzeciw'),
  complex: words('The request is complex', 'Żądanie jest złożone'),
  many: words('There are many requests', 'Żądań jest wiele'),

  form: words('Form', 'Formularz'),
  kiosk: words('Kiosk', 'Kiosk'),
  shop_checkbox: words('Box in a shop', 'Pole w sklepie'),
  sms: words('SMS', 'SMS'),
  written: words('In writing', 'Na piśmie'),
  phone: words('By phone', 'Telefonicznie'),
  link: words('Link', 'Odnośnik'),
  api: words('From another system', 'Z innego systemu'),
};

/** Parts of a consent's proof; a part without words here is shown under its own name. */
const proofParts: Readonly<Record<string, Words>> = {
  wording: words('What was shown', 'Co pokazano'),
  wordingVersion: words('Version of the wording', 'Wersja treści'),
  method: words('How', 'Jak'),
  source: words('Where', 'Gdzie'),
  operator: words('Taken down by', 'Przyjął'),
  ipAddress: words('IP address', 'Adres IP'),
  userAgent: words('Browser', 'Przeglądarka'),
  locale: words('Language of the wording', 'Język treści'),
  guardian: words('Guardian', 'Opiekun'),
};

/** Writes stored values as people read them, in one language and zone. */
export interface ValueWriter {
  text(words: Words): string;
  /** `2026-05-01 10:00`, in the writer's zone. */
  time(iso: string): string;
  value(value: unknown): string;
  proofPart(name: string): string;
}

/** A writer for a language and an IANA zone. */
export function createValueWriter(language: Language, zone: string): ValueWriter {
  const yesNo = [words('Yes', 'Tak'), words('No', 'Nie')] as const;
  const time = (iso: string): string => {
    const moment = DateTime.fromISO(iso, { zone });
    return moment.isValid ? moment.toFormat('yyyy-MM-dd HH:mm') : iso;
  };
  function value(given: unknown): string {
    if (given === null || given === undefined) return '—';
    if (typeof given === 'boolean') return yesNo[given ? 0 : 1][language];
    if (typeof given !== 'string') return typeof given === 'object' ? JSON.stringify(given) : String(given);
    if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(given)) return time(given);
    return codes[given]?.[language] ?? given;
  }
  return {
    text: (given) => given[language],
    time,
    value,
    proofPart: (name) => proofParts[name]?.[language] ?? name,
  };
}
