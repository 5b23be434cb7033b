import { z } from 'zod/v4';
import { field } from '../shared/fields';
import { readVendorTlv, type VendorTlv } from './vendorTlv';
import { wireText } from './wireText';

/** SMPP's relative time has two digits for the days (SMPP 3.4 section 7.1.1.2). */
const mostHours = 99 * 24;

const vendorTlv = z.string().transform((text, context): VendorTlv => {
  const tlv = readVendorTlv(text);
  if (tlv !== null) return tlv;
  context.addIssue({
    code: 'custom',
    message: 'It must be entries such as 1401=text:ABC, 1402=hex:0A0B or 1403=int16:7, with commas between',
  });
  return z.NEVER;
});

/** What an account asks of the operator with each text. */
export const submitFields = {
  receipts: field(z.enum(['final', 'failure', 'none']).default('final'), {
    label: 'Delivery Receipts',
    labelPl: 'Raporty doręczenia',
    help: 'Which receipts to ask for. Without them a text stays submitted: nobody learns whether it arrived.',
    helpPl: 'O jakie raporty prosić. Bez nich SMS pozostaje przekazany: nikt się nie dowie, czy dotarł.',
    options: {
      final: { label: 'For Each Text', labelPl: 'Dla każdego SMS-a' },
      failure: { label: 'Only If It Fails', labelPl: 'Tylko gdy nie dotrze' },
      none: { label: 'None', labelPl: 'Żadne' },
    },
    advanced: true,
  }),
  receiptIds: field(z.enum(['auto', 'same', 'hex', 'decimal']).default('auto'), {
    label: 'Message Ids in Receipts',
    labelPl: 'Identyfikatory w raportach',
    help: 'How receipts write the id of a text. The first receipts tell, so change it only if reports stay away.',
    helpPl: 'Jak raporty zapisują identyfikator SMS-a. Uczą tego pierwsze raporty; zmień, tylko gdy ich brak.',
    options: {
      auto: { label: 'Learn It', labelPl: 'Rozpoznaj' },
      same: { label: 'As in the Answer', labelPl: 'Jak w odpowiedzi' },
      hex: { label: 'Hexadecimal, Decimal in the Answer', labelPl: 'Szesnastkowo, w odpowiedzi dziesiętnie' },
      decimal: { label: 'Decimal, Hexadecimal in the Answer', labelPl: 'Dziesiętnie, w odpowiedzi szesnastkowo' },
    },
    advanced: true,
  }),
  validityHours: field(z.number().positive().max(mostHours).optional(), {
    label: 'Validity Hours',
    labelPl: 'Ważność w godzinach',
    help: 'How long the operator keeps trying a phone that is off. Blank: as long as it likes.',
    helpPl: 'Jak długo operator ponawia próby, gdy telefon jest wyłączony. Puste: jak sam uzna.',
    placeholder: 'e.g. 48',
    advanced: true,
  }),
  priority: field(z.number().int().min(0).max(3).default(0), {
    label: 'Priority',
    labelPl: 'Priorytet',
    help: 'From 0 to 3; what it means is up to the operator.',
    helpPl: 'Od 0 do 3; znaczenie zależy od operatora.',
    advanced: true,
  }),
  serviceType: field(wireText().max(5).optional(), {
    label: 'Service Type',
    labelPl: 'Service Type',
    help: 'Only if your operator gave one.',
    helpPl: 'Tylko jeśli operator go podał.',
    placeholder: 'e.g. CMT',
    advanced: true,
  }),
  replaceIfPresent: field(z.boolean().default(false), {
    label: 'Replace Waiting Texts',
    labelPl: 'Zastępuj czekające SMS-y',
    help: 'Whether a text takes the place of an earlier one to the same phone that the operator still holds.',
    helpPl: 'Czy SMS zastępuje wcześniejszy do tego samego telefonu, który operator jeszcze trzyma.',
    advanced: true,
  }),
  vendorTlvs: field(z.array(vendorTlv).max(50).default([]), {
    label: 'Further Parameters',
    labelPl: 'Dodatkowe parametry',
    help: 'TLVs of the operator’s own, sent with each text: tag in hexadecimal, kind (text, cstring, hex, int8, int16, int32) and value.',
    helpPl:
      'Własne TLV operatora, wysyłane z każdym SMS-em: znacznik szesnastkowo, rodzaj (text, cstring, hex, int8, int16, int32) i wartość.',
    kind: 'list',
    placeholder: 'e.g. 1401=text:ABC, 1402=hex:0A0B',
    advanced: true,
  }),
};
