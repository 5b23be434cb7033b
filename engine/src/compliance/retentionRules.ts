import type { Words } from '../shared/words';
import type { PurgeRule } from './retentionStore';

/** How long a value is kept; `retentionRules` has the words. */
export type RetentionRule = PurgeRule | 'contact' | 'proof' | 'objection' | 'operation';

const words = (en: string, pl: string): Words => ({ en, pl });

/** The retention rules in words (Art. 15(1)(d)). */
export const retentionRules: Readonly<Record<RetentionRule, Words>> = {
  contact: words(
    'until you ask for erasure, or you are no longer a contact',
    'do żądania usunięcia lub usunięcia kontaktu',
  ),
  messages: words('until the period set for messages ends', 'do końca okresu ustawionego dla wiadomości'),
  replies: words('until the period set for replies ends', 'do końca okresu ustawionego dla odpowiedzi'),
  events: words('until the period set for events ends', 'do końca okresu ustawionego dla zdarzeń'),
  receipts: words(
    'until the period set for the operator’s numbers ends',
    'do końca okresu ustawionego dla numerów operatora',
  ),
  proof: words(
    'as long as a claim may have to be answered (GDPR Art. 17(3)(e)); after an erasure without your data',
    'tak długo, jak mogą być dochodzone roszczenia (art. 17 ust. 3 lit. e RODO); po usunięciu bez Twoich danych',
  ),
  objection: words(
    'as long as texts are sent, so that your objection is respected (GDPR Art. 21(3))',
    'tak długo, jak wysyłane są SMS-y, by respektować Twój sprzeciw (art. 21 ust. 3 RODO)',
  ),
  operation: words('as long as the system runs', 'tak długo, jak działa system'),
};
