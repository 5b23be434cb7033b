import { controllerOf, smppAccountSchema, storeConfigSchema } from '../../../engine/src/config';
import { readConfig } from '../../../engine/src/operations/readConfig';

const problem = (raw: Record<string, unknown>): string => {
  try {
    readConfig(smppAccountSchema, { host: 'smpp.example', systemId: 'shop', ...raw });
    return '';
  } catch (thrown) {
    return (thrown as Error).message;
  }
};

describe('readConfig', () => {
  it('reads form text into types and fills in defaults', () => {
    const account = readConfig(smppAccountSchema, {
      host: 'smpp.example',
      systemId: 'shop',
      port: '2776',
      tls: 'true',
    });
    expect(account).toMatchObject({ port: 2776, tls: true, password: '', segmentsPerSecond: 50, binds: 1 });
    const store = readConfig(storeConfigSchema, { location: '', defaultCountry: '' });
    expect([store.location, store.defaultCountry]).toEqual([undefined, undefined]);
    expect(store).toMatchObject({
      quietHours: 'byCountry',
      quietFrom: '20:00',
      quietUntil: '08:00',
      sending: 'here',
    });
  });

  it('names the controller of the data', () => {
    const store = readConfig(storeConfigSchema, { controllerName: 'MyShop', controllerCountry: 'pl', policyUrl: '' });
    expect(controllerOf(store)).toEqual({
      name: 'MyShop',
      address: null,
      email: null,
      phone: null,
      policyUrl: null,
      country: 'PL',
    });
    expect(() => readConfig(storeConfigSchema, { policyUrl: 'javascript:alert(1)' })).toThrow(/web address/);
  });

  it.each([
    [{ port: 'x' }, 'The setting Port is wrong: it must be a number.'],
    [{ host: undefined }, 'The setting Host is wrong: it is missing.'],
    [{ bindMode: 'both' }, 'The setting Bind is wrong: it must be one of transceiver, pair.'],
    [{ tls: 'perhaps' }, 'The setting TLS is wrong: it must be true or false.'],
  ])('names the setting and what is wrong with it: %j', (raw, sentence) => {
    expect(problem(raw)).toBe(sentence);
  });
});
