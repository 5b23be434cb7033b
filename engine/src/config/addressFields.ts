import { z } from 'zod/v4';
import { field } from '../shared/fields';
import { wireText } from './wireText';

/** Type of number and numbering plan of an address (SMPP 3.4 sections 5.2.5 and 5.2.6). */
export interface TonNpi {
  readonly ton: number;
  readonly npi: number;
}

const wanted = 'It must be two numbers from 0 to 18, written as 5/0';

const tonNpi = () =>
  z
    .string()
    .regex(/^\s*\d{1,2}\s*\/\s*\d{1,2}\s*$/, wanted)
    .transform((text): TonNpi => {
      const [ton = 0, npi = 0] = text.split('/').map(Number);
      return { ton, npi };
    })
    .refine(({ ton, npi }) => ton <= 18 && npi <= 18, wanted)
    .optional();

/** How addresses are marked, where the operator wants other marks than the shape of an address suggests. */
export const addressFields = {
  nameTonNpi: field(tonNpi(), {
    label: 'TON/NPI of a Name',
    labelPl: 'TON/NPI nazwy',
    help: 'Marks of a sender that is a name. Blank: 5/0.',
    helpPl: 'Oznaczenie nadawcy, który jest nazwą. Puste: 5/0.',
    kind: 'text',
    placeholder: 'e.g. 5/0',
    advanced: true,
  }),
  shortCodeTonNpi: field(tonNpi(), {
    label: 'TON/NPI of a Short Code',
    labelPl: 'TON/NPI numeru skróconego',
    help: 'Marks of a sender of up to eight digits. Blank: 3/0.',
    helpPl: 'Oznaczenie nadawcy, który ma do ośmiu cyfr. Puste: 3/0.',
    kind: 'text',
    placeholder: 'e.g. 3/0',
    advanced: true,
  }),
  numberTonNpi: field(tonNpi(), {
    label: 'TON/NPI of a Number',
    labelPl: 'TON/NPI numeru',
    help: 'Marks of a sender that is a longer number. Blank: 1/1, or 2/1 for one that begins with 0.',
    helpPl: 'Oznaczenie nadawcy, który jest dłuższym numerem. Puste: 1/1, a dla zaczynającego się od 0: 2/1.',
    kind: 'text',
    placeholder: 'e.g. 1/1',
    advanced: true,
  }),
  recipientTonNpi: field(tonNpi(), {
    label: 'TON/NPI of the Recipient',
    labelPl: 'TON/NPI odbiorcy',
    help: 'Marks of the number that a text goes to. Blank: 1/1.',
    helpPl: 'Oznaczenie numeru, na który idzie SMS. Puste: 1/1.',
    kind: 'text',
    placeholder: 'e.g. 1/1',
    advanced: true,
  }),
  addressRange: field(wireText().max(40).optional(), {
    label: 'Address Range',
    labelPl: 'Zakres adresów',
    help: 'Numbers whose replies this account receives, if your operator wants them named.',
    helpPl: 'Numery, z których odpowiedzi odbiera to konto, jeśli operator każe je podać.',
    advanced: true,
  }),
};
