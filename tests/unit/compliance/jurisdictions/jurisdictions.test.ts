import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IANAZone } from 'luxon';
import { countries } from '../../../../engine/src/compliance/jurisdictions/countries';
import { jurisdictionSchema, type Topic } from '../../../../engine/src/compliance/jurisdictions/jurisdiction';
import { ruleAt, ruleOfId } from '../../../../engine/src/compliance/jurisdictions/rules';
import { zonesOfCountry, zonesOfNumber } from '../../../../engine/src/compliance/jurisdictions/zones';

const folder = join(__dirname, '../../../../engine/src/compliance/jurisdictions/countries');
const files = readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')] as const);
const topics: Topic[] = ['consentAge', 'marketing', 'sendingHours', 'publicHolidays', 'proofRetention'];

const at = (time: string): number => Date.parse(time);

describe.each(files)('the file %s', (name, content) => {
  const file = jurisdictionSchema.parse(JSON.parse(content));

  it('is named after its country and is in use', () => {
    if (name === 'other.json') return;
    expect(name).toBe(`${file.country}.json`);
    expect(countries.get(file.country)).toEqual(file);
    expect(zonesOfCountry(file.country)).not.toHaveLength(0);
  });

  it('has its rules from the oldest to the newest, one a day', () => {
    for (const topic of topics) {
      const days = file[topic]?.map(({ from }) => from) ?? [];
      expect(days).toEqual([...new Set(days)].sort());
    }
  });
});

describe('ruleAt', () => {
  it.each([
    ['DK', '2023-12-31T22:59:59Z', 13, 'DK/consentAge/2018-05-25'],
    ['DK', '2023-12-31T23:00:00Z', 15, 'DK/consentAge/2024-01-01'],
    ['SI', '2022-06-01T00:00:00Z', 16, 'SI/consentAge/2018-05-25'],
    ['SI', '2023-06-01T00:00:00Z', 15, 'SI/consentAge/2023-01-26'],
    ['JP', '2026-01-01T00:00:00Z', 16, 'ZZ/consentAge/2018-05-25'],
    [null, '2026-01-01T00:00:00Z', 16, 'ZZ/consentAge/2018-05-25'],
  ])('in %s at %s, own consent counts from %s', (country, time, years, id) => {
    expect(ruleAt('consentAge', country, at(time))).toMatchObject({ years, id });
  });

  it('takes the law of the day of the act', () => {
    expect(ruleAt('marketing', 'PL', at('2024-11-09T12:00:00Z')).source).toContain('Prawo telekomunikacyjne');
    expect(ruleAt('marketing', 'PL', at('2024-11-10T12:00:00Z')).source).toContain('Prawo komunikacji elektronicznej');
  });

  it('takes the oldest known rule for what lies before it', () => {
    expect(ruleAt('marketing', 'PL', 0).from).toBe('2014-12-25');
  });

  it('finds a rule again by its id', () => {
    const rule = ruleAt('marketing', 'FR', at('2026-01-01T00:00:00Z'));
    expect(ruleOfId(rule.id)).toEqual(rule);
    expect(ruleOfId('ZZ/marketing/2003-10-31')).toMatchObject({ jurisdiction: 'ZZ' });
    expect(ruleOfId('PL/marketing/1999-01-01')).toBeNull();
    expect(ruleOfId('PL/name/1999-01-01')).toBeNull();
  });
});

describe('zones', () => {
  it('are all known to this computer', () => {
    for (const country of ['US', 'RU', 'PL', 'FR', 'KI', 'UA']) {
      for (const zone of zonesOfCountry(country)) expect([zone, IANAZone.isValidZone(zone)]).toEqual([zone, true]);
    }
  });

  it('are told by the number where the plan is by place', () => {
    expect(zonesOfNumber('US', '+18085550123')).toEqual(['Pacific/Honolulu']);
    expect(zonesOfNumber('US', '+12125550123')).toContain('America/New_York');
    expect(zonesOfNumber('PL', '+48')).toEqual(['Europe/Warsaw']);
    expect(zonesOfNumber(null, '+8816')).toEqual([]);
  });
});
