import { z } from 'zod/v4';
import { field, type FieldMarks } from '../shared/fields';
import { languages } from '../shared/words';

/** Fields that several operations share; each call makes a fresh one. */

export const phoneField = () =>
  field(z.string().max(64), {
    label: 'Phone',
    labelPl: 'Telefon',
    help: 'Phone number of the person, best with + and country code.',
    helpPl: 'Numer telefonu osoby, najlepiej z + i kodem kraju.',
    kind: 'phone',
    placeholder: 'e.g. +44 7700 900123',
    from: 'phone',
  });

export const countryField = () =>
  field(
    z
      .string()
      .regex(/^[A-Za-z]{2}$/, 'It must be a two-letter country code')
      .optional(),
    {
      label: 'Country',
      labelPl: 'Kraj',
      help: 'Two-letter code used for numbers written without a country code. Blank: the store’s default country.',
      helpPl: 'Dwuliterowy kod dla numerów bez kodu kraju. Puste: domyślny kraj magazynu.',
      placeholder: 'e.g. PL',
      advanced: true,
      from: 'country',
    },
  );

export const subjectByField = () =>
  field(z.enum(['phone', 'contactId', 'email']).default('phone'), {
    label: 'Find By',
    labelPl: 'Szukaj po',
    help: 'What the person is known by.',
    helpPl: 'Po czym rozpoznać osobę.',
    options: {
      phone: { label: 'Phone', labelPl: 'Telefon' },
      contactId: { label: 'Contact ID', labelPl: 'ID kontaktu' },
      email: { label: 'Email', labelPl: 'E-mail' },
    },
  });

export const subjectValueField = () =>
  field(z.string().min(1, 'It is missing').max(254), {
    label: 'Value',
    labelPl: 'Wartość',
    help: 'The phone number, contact ID or e-mail address.',
    helpPl: 'Numer telefonu, ID kontaktu lub adres e-mail.',
    kind: 'phone',
    placeholder: 'e.g. +44 7700 900123',
    from: 'phone',
  });

export const documentsField = (words: Partial<FieldMarks> = {}) =>
  field(z.enum(['both', 'json', 'pdf']).default('both'), {
    label: 'Documents',
    labelPl: 'Dokumenty',
    help: 'PDF is for people to read, JSON for other systems.',
    helpPl: 'PDF jest dla ludzi, JSON dla innych systemów.',
    options: {
      both: { label: 'JSON and PDF', labelPl: 'JSON i PDF' },
      json: { label: 'JSON', labelPl: 'JSON' },
      pdf: { label: 'PDF', labelPl: 'PDF' },
    },
    ...words,
  });

export const documentLanguageField = () =>
  field(z.enum(languages).default('en'), {
    label: 'Document Language',
    labelPl: 'Język dokumentu',
    help: 'Language of the printed document.',
    helpPl: 'Język dokumentu do czytania.',
    options: {
      en: { label: 'English', labelPl: 'Angielski' },
      pl: { label: 'Polish', labelPl: 'Polski' },
    },
  });

export const purposeField = () =>
  field(z.enum(['marketing', 'service']).default('marketing'), {
    label: 'Purpose',
    labelPl: 'Cel',
    help: 'Marketing goes only to people with a recorded consent. Service is for texts about an order, a booking or safety.',
    helpPl:
      'Marketing trafia tylko do osób z zapisaną zgodą. Usługowe są o zamówieniu, rezerwacji lub bezpieczeństwie.',
    options: {
      marketing: { label: 'Marketing', labelPl: 'Marketing' },
      service: { label: 'Service', labelPl: 'Usługowe' },
    },
  });

export const textField = () =>
  field(z.string().max(20_000).optional(), {
    label: 'Text',
    labelPl: 'Treść',
    help: 'What to send. {{firstName}} and the like are filled in for each person (Handlebars).',
    helpPl: 'Co wysłać. {{firstName}} i podobne są uzupełniane dla każdej osoby (Handlebars).',
    kind: 'template',
    placeholder: 'e.g. Hello {{firstName}}, see you on Friday!',
    placeholderPl: 'np. Cześć {{firstName}}, do zobaczenia w piątek!',
  });

export const templateField = () =>
  field(z.string().max(100).optional(), {
    label: 'Template',
    labelPl: 'Szablon',
    help: 'Name of a saved template, in place of Text. Its own purpose counts, and each person’s language chooses the text.',
    helpPl: 'Nazwa zapisanego szablonu, zamiast Treści. Liczy się jego cel, a treść wybiera język osoby.',
    placeholder: 'e.g. order-ready',
  });

export const variablesField = () =>
  field(z.record(z.string(), z.unknown()).default({}), {
    label: 'Variables',
    labelPl: 'Zmienne',
    help: 'Values for the text, as JSON. The contact’s own fields are there already.',
    helpPl: 'Wartości do treści, jako JSON. Pola kontaktu są dostępne bez tego.',
    kind: 'json',
    from: '',
  });

export const encodingModeField = () =>
  field(z.enum(['keep', 'simplify', 'auto']).default('keep'), {
    label: 'Special Letters',
    labelPl: 'Znaki specjalne',
    help: 'Letters such as ł or ą more than halve the room in a text. Simplify writes them as l and a.',
    helpPl: 'Litery takie jak ł czy ą skracają SMS o ponad połowę. Uproszczenie zamienia je na l i a.',
    options: {
      keep: { label: 'Keep as Written', labelPl: 'Zachowaj' },
      simplify: { label: 'Simplify', labelPl: 'Uprość' },
      auto: { label: 'Simplify When It Saves a Segment', labelPl: 'Uprość, gdy oszczędza segment' },
    },
    advanced: true,
  });

export const dateTime = () =>
  z.iso.datetime({ offset: true, message: 'It must be a time such as 2026-05-01T10:00:00Z' });

/** The name of a saved wording, in place of the words themselves. */
export const wordingNameField = (marks: Partial<FieldMarks> = {}) =>
  field(z.string().max(100).optional(), {
    label: 'Saved Wording',
    labelPl: 'Zapisana treść zgody',
    help: 'Name of a wording that Save Consent Wording keeps, in place of Wording.',
    helpPl: 'Nazwa treści zapisanej węzłem Zapisz treść zgody, zamiast Treści zgody.',
    placeholder: 'e.g. newsletter',
    ...marks,
  });

export const ipAddressField = (marks: Partial<FieldMarks> = {}) =>
  field(z.string().max(45).optional(), {
    label: 'IP Address',
    labelPl: 'Adres IP',
    help: 'Only if you need it as proof.',
    helpPl: 'Tylko jeśli potrzebny jako dowód.',
    advanced: true,
    ...marks,
  });

export const userAgentField = (marks: Partial<FieldMarks> = {}) =>
  field(z.string().max(500).optional(), {
    label: 'User Agent',
    labelPl: 'Przeglądarka',
    help: 'Only if you need it as proof.',
    helpPl: 'Tylko jeśli potrzebna jako dowód.',
    advanced: true,
    ...marks,
  });
