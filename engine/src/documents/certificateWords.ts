import type { Words } from '../shared/words';

const words = (en: string, pl: string): Words => ({ en, pl });

/** The words of the printed certificate of an erasure. */
export const certificateWords = {
  title: words('Certificate of erasure', 'Zaświadczenie o usunięciu danych'),
  subtitle: words(
    'Erasure of personal data under Article 17 of the GDPR',
    'Usunięcie danych osobowych na podstawie art. 17 RODO',
  ),
  foot: words('Certificate of erasure, number', 'Zaświadczenie o usunięciu danych, numer'),
  number: words('Number', 'Numer'),
  erasedAt: words('Erased', 'Usunięto'),
  controller: words('Who answered for the data', 'Administrator danych'),
  noPersonalData: words(
    'This certificate holds no personal data and may be kept as proof. The person knows it by its number.',
    'Zaświadczenie nie zawiera danych osobowych i może być przechowywane jako dowód. Osoba zna je po numerze.',
  ),
  removed: words('What was removed', 'Co usunięto'),
  nothing: words('Nothing was held.', 'Niczego nie przechowywano.'),
  deleted: words('deleted', 'skasowano'),
  emptied: words('emptied', 'opróżniono'),
  cancelled: words('Messages cancelled', 'Anulowane wiadomości'),
  kept: words('What is kept, and why', 'Co zostaje i dlaczego'),
  nothingKept: words('Nothing.', 'Nic.'),
  law: words('GDPR', 'RODO'),
  recipients: words('Who else is told to erase (Art. 19)', 'Kto jeszcze otrzymuje żądanie usunięcia (art. 19)'),
  noRecipients: words('No recipients are registered.', 'Nie zarejestrowano odbiorców.'),
  limits: words('What this certificate does not cover', 'Czego zaświadczenie nie obejmuje'),
  backups: words(
    'Backups made before end with their own period. When one is restored, the erasure journal erases the person again.',
    'Wcześniejsze kopie zapasowe wygasają we własnym terminie. Gdy taka kopia zostanie przywrócona, dziennik usunięć usuwa osobę ponownie.',
  ),
  hosts: words(
    'Copies in other systems of the controller, such as the records of the automation that ran the erasure.',
    'Kopie w innych systemach administratora, na przykład zapisy automatyzacji, która wykonała usunięcie.',
  ),
  ledger: words('The consent ledger at that moment', 'Rejestr zgód w tej chwili'),
  entries: words('Entries', 'Wpisy'),
  head: words('Hash of the last entry', 'Skrót ostatniego wpisu'),
} as const;
