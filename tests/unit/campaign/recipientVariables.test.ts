import { recipientVariables } from '../../../engine/src/campaign/recipientVariables';
import type { Contact } from '../../../engine/src/contacts/contact';

const contact: Contact = {
  id: 'contact-1',
  number: '+447700900123',
  numberKey: 'key',
  firstName: 'Zofia',
  lastName: null,
  email: null,
  language: 'pl',
  country: 'GB',
  birthDate: null,
  attributes: { tier: 'gold', visits: 3 },
  groups: [],
  createdAtMs: 0,
  updatedAtMs: 0,
};

test('the item comes before the contact, which is also there as a whole', () => {
  expect(recipientVariables({ firstName: 'Ola', order: 7 }, contact)).toEqual({
    firstName: 'Ola',
    order: 7,
    tier: 'gold',
    visits: 3,
    language: 'pl',
    country: 'GB',
    groups: [],
    contact: { firstName: 'Zofia', tier: 'gold', visits: 3, language: 'pl', country: 'GB', groups: [] },
  });
});

test.each([null, undefined, '', '  '])('a blank (%j) does not hide what is known of the contact', (blank) => {
  expect(recipientVariables({ firstName: blank, tier: blank }, contact)).toMatchObject({
    firstName: 'Zofia',
    tier: 'gold',
  });
});

test('a blank that nobody knows better stays, for the template to judge', () => {
  expect(recipientVariables({ lastName: '', note: null }, contact)).toMatchObject({ lastName: '', note: null });
});

test('nought and false are values', () => {
  expect(recipientVariables({ visits: 0, tier: false }, contact)).toMatchObject({ visits: 0, tier: false });
});

test('without a contact the item is all', () => {
  expect(recipientVariables({ firstName: '' }, null)).toEqual({ firstName: '' });
});
