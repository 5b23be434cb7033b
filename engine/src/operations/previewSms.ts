import { z } from 'zod/v4';
import type { PreviewResult } from '../campaign/previews';
import { field } from '../shared/fields';
import { countryField, encodingModeField, templateField, textField, variablesField } from './commonFields';
import { defineOperation } from './operation';

const input = z.object({
  text: textField(),
  template: templateField(),
  phone: field(z.string().max(64).optional(), {
    label: 'Phone',
    labelPl: 'Telefon',
    help: 'Number of a contact whose fields fill in the text. Blank: only Variables.',
    helpPl: 'Numer kontaktu, którego pola uzupełnią treść. Puste: tylko Zmienne.',
    kind: 'phone',
    placeholder: 'e.g. +44 7700 900123',
    from: 'phone',
  }),
  variables: variablesField(),
  pricePerSegment: field(z.number().min(0).max(1_000).optional(), {
    label: 'Price per Segment',
    labelPl: 'Cena segmentu',
    help: 'What your operator takes for one segment, in your currency. Blank: the price in the SMPP account.',
    helpPl: 'Ile operator bierze za jeden segment, w twojej walucie. Puste: cena z konta SMPP.',
    placeholder: 'e.g. 0.06',
  }),
  encodingMode: encodingModeField(),
  language: field(z.string().max(35).optional(), {
    label: 'Language',
    labelPl: 'Język',
    help: 'Language code for dates, money and plurals. Blank: the contact’s.',
    helpPl: 'Kod języka dla dat, kwot i liczby mnogiej. Puste: język kontaktu.',
    placeholder: 'e.g. pl',
    advanced: true,
  }),
  country: countryField(),
});

/** Shows what a text would be, its segments and cost, and how to save some. Sends nothing. */
export const previewSms = defineOperation<typeof input, PreviewResult>({
  name: 'previewSms',
  title: 'Preview SMS',
  titlePl: 'Podgląd SMS',
  action: 'Preview an SMS',
  summary: 'Shows the text filled in, its segments and cost, and what to change to save a segment. Sends nothing.',
  summaryPl: 'Pokazuje uzupełnioną treść, jej segmenty i koszt oraz co zmienić, by oszczędzić segment. Nic nie wysyła.',
  resultKey: 'preview',
  outputs: [{ name: 'preview', label: 'Preview', labelPl: 'Podgląd' }],
  outputOf: () => 0,
  needsRoute: false,
  looksAtRoute: true,
  input,
  run: (services, inputs, context) => services.previews.preview(inputs, context.route),
});
