import { ZgodaError } from '../../../engine/src/shared/errors';
import { parsePhoneNumber } from '../../../engine/src/contacts/phoneNumber';

const refusal = (written: string, country: string | null): ZgodaError => {
  try {
    parsePhoneNumber(written, country);
  } catch (thrown) {
    if (thrown instanceof ZgodaError) return thrown;
  }
  throw new Error(`accepted or threw something else: ${written.length} characters`);
};

describe('parsePhoneNumber', () => {
  it.each([
    ['+447700900123', null],
    ['+44 7700 900123', null],
    ['+44 (0)7700 900-123', null],
    ['(+44) 7700 900 123', null],
    ['0044 7700 900123', null],
    ['(0044) 7700900123', 'PL'],
    ['00 44 7700 900123', 'US'],
    ['tel:+44-7700-900-123', null],
    ['TEL: +44 7700 900123', null],
    ['07700 900123', 'GB'],
    ['07700.900.123', 'gb'],
    ['07700/900123', 'GB'],
    ['07700‑900‑123', 'GB'],
    ['447700900123', 'GB'],
    ["'07700900123", 'GB'],
    ['＋４４ ７７００ ９００１２３', null],
    ['٠٧٧٠٠٩٠٠١٢٣', 'GB'],
    ['\u202a+44\u00a07700\u200b900123\u202c', null],
    ['\ufeff 07700 900123\t', 'GB'],
  ])('reads %j with country %j', (written, country) => {
    expect(parsePhoneNumber(written, country)).toEqual({ number: '+447700900123', country: 'GB' });
  });

  it('reads the other ranges that regulators keep for fiction', () => {
    expect(parsePhoneNumber('06 39 98 00 12', 'FR')).toEqual({ number: '+33639980012', country: 'FR' });
    expect(parsePhoneNumber('(202) 555-0123', 'US')).toEqual({ number: '+12025550123', country: 'US' });
    expect(parsePhoneNumber('1-202-555-0199', 'US')).toEqual({ number: '+12025550199', country: 'US' });
  });

  it('prefers the number’s own country code to the default country', () => {
    expect(parsePhoneNumber('+33 6 39 98 00 12', 'GB').country).toBe('FR');
  });

  it.each([
    ['', null, 'it is empty'],
    [' \u200b ', 'GB', 'it is empty'],
    ['no phone', 'GB', 'it has other characters than a number'],
    ['+44 7700 900123 (work)', null, 'it has other characters than a number'],
    ['07700 900123 ext. 5', 'GB', 'it has an extension'],
    ['07700 900123x5', 'GB', 'it has an extension'],
    ['+44 7700 900123, +44 7700 900124', null, 'it is more than one number'],
    ['4.47701E+11', 'GB', 'it has other characters than a number'],
    ['1-800-FLOWERS', 'US', 'it has other characters than a number'],
    ['07700', 'GB', 'no such number exists in its country'],
    ['1', 'GB', 'it is too short'],
    ['+44 7700 900123 456 789 012', null, 'it is too long'],
    ['+999 123 456 789', null, 'its country code does not exist'],
    ['000000000', 'GB', 'no such number exists in its country'],
    ['+44', null, 'it is too short'],
    ['+', null, 'it has other characters than a number'],
  ])('refuses %j with country %j: %s', (written, country, problem) => {
    const error = refusal(written, country);
    expect(error.code).toBe('invalid_number');
    expect(error.data).toEqual({ problem });
  });

  it('asks for a country when none is known', () => {
    expect(refusal('07700 900123', null).code).toBe('country_missing');
  });

  it('refuses an unknown default country', () => {
    expect(refusal('07700 900123', 'ZZ').code).toBe('invalid_input');
  });

  it('never repeats the number', () => {
    for (const written of ['07700 900123 ext. 5', '+44 7700 900123 456 789 012', 'tel 07700900123']) {
      const error = refusal(written, 'GB');
      expect(JSON.stringify([error.message, error.description, error.data, String(error.cause)])).not.toMatch(/7700/);
    }
  });
});
