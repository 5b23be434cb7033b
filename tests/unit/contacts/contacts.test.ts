import { createContacts, type UpsertInput } from '../../../engine/src/contacts/contacts';
import { createMemoryStore, testPorts } from '../../support/compliance/memoryStore';

const input = (change: Partial<UpsertInput>): UpsertInput => ({
  phone: '+447700900123',
  groups: [],
  attributes: {},
  ...change,
});

describe('createContacts', () => {
  const build = () => {
    const store = createMemoryStore();
    return { store, contacts: createContacts(store, testPorts()) };
  };

  it('saves the good ones and answers each bad one alone, in order', async () => {
    const { contacts } = build();
    const results = await contacts.upsert([
      input({ firstName: 'Zoë' }),
      input({ phone: 'no phone' }),
      input({ phone: '07700 900124' }),
      input({ phone: '07700 900124', country: 'gb' }),
      input({ phone: '+44 7700 900 123', lastName: 'Żak' }),
    ]);
    expect(results.map((result) => (result.ok ? result.value.created : result.error.code))).toEqual([
      true,
      'invalid_number',
      'country_missing',
      true,
      false,
    ]);
    expect(results[4]).toMatchObject({
      value: { phone: '+447700900123', firstName: 'Zoë', lastName: 'Żak', country: 'GB' },
    });
  });

  it('tidies what people type', async () => {
    const { contacts, store } = build();
    await contacts.upsert([
      input({
        firstName: '  Anna\u00a0 Maria\u200b ',
        lastName: 'Z\u0307ak\u202e',
        email: ' a@b.example ',
        language: 'EN-gb',
        groups: [' customers ', 'customers', ''],
        attributes: { ' city ': 'Lo\u0301dz', vip: true, visits: 3 },
      }),
    ]);
    const contact = (await store.readContactsByNumber(['+447700900123'])).get('+447700900123');
    expect(contact).toMatchObject({
      firstName: 'Anna Maria',
      lastName: 'Żak',
      email: 'a@b.example',
      language: 'en-GB',
      groups: ['customers'],
      attributes: { city: 'Lódz', vip: true, visits: 3 },
    });
  });

  it.each([
    [{ birthDate: '2001-02-30' }, 'Birth Date'],
    [{ birthDate: '2999-01-01' }, 'Birth Date'],
    [{ birthDate: '1066-10-14' }, 'Birth Date'],
    [{ language: 'not a language' }, 'Language'],
    [{ country: 'ZZ', phone: '07700 900123' }, 'Country'],
    [{ attributes: { ['__proto__']: 'x' } }, 'Attributes'],
    [{ attributes: { long: 'x'.repeat(2_001) } }, 'Attributes'],
    [{ attributes: { endless: Number.POSITIVE_INFINITY } }, 'Attributes'],
    [{ attributes: Object.fromEntries(Array.from({ length: 101 }, (_, each) => [`a${each}`, each])) }, 'Attributes'],
  ])('refuses %j', async (change, field) => {
    const { contacts } = build();
    const [result] = await contacts.upsert([input(change)]);
    expect(result).toMatchObject({ ok: false, error: { code: 'invalid_input', data: { field } } });
  });
});
