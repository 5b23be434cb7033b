import type { ConsentState } from '../../../engine/src/compliance/consent';
import { decideGate, type GateFacts } from '../../../engine/src/compliance/gate';
import type { Suppression } from '../../../engine/src/compliance/suppression';

const day = (date: string): number => Date.parse(`${date}T09:00:00Z`);

const granted: ConsentState = {
  contactId: 'c',
  purpose: 'marketing',
  state: 'granted',
  byGuardian: false,
  entryId: 'e1',
  sinceMs: day('2026-01-05'),
};

const blocked = (change: Partial<Suppression>): Suppression => ({
  numberKey: 'k',
  scope: 'marketing',
  reason: 'stop',
  sinceMs: day('2026-02-03'),
  ...change,
});

const decide = (change: Partial<GateFacts>) =>
  decideGate({
    purpose: 'marketing',
    country: 'PL',
    birthDate: null,
    consent: granted,
    suppression: null,
    nowMs: day('2026-03-01'),
    ...change,
  });

describe('decideGate for marketing', () => {
  it('names the consent entry that the message relies on', () => {
    expect(decide({})).toEqual({
      may: true,
      consentEntryId: 'e1',
      ground: { basis: 'consent', rule: 'PL/marketing/2024-11-10', sinceMs: day('2026-01-05') },
    });
  });

  it.each<[string, Partial<GateFacts>, string, string]>([
    ['no consent', { consent: null }, 'no_consent', 'No consent to marketing is recorded.'],
    ['a refusal', { consent: { ...granted, state: 'refused' } }, 'no_consent', 'refused consent on 2026-01-05'],
    ['a consent not yet confirmed', { consent: { ...granted, state: 'pending' } }, 'no_consent', 'has not confirmed'],
    [
      'a withdrawal',
      { consent: { ...granted, state: 'withdrawn' } },
      'withdrawn',
      'withdrew the consent on 2026-01-05',
    ],
    ['a STOP', { suppression: blocked({}) }, 'suppressed', 'answered STOP on 2026-02-03.'],
    ['a withdrawal by record', { suppression: blocked({ reason: 'withdrawn' }) }, 'withdrawn', 'withdrew'],
    ['an erasure', { suppression: blocked({ reason: 'erased' }) }, 'erased', 'asked to be erased'],
    ['a complaint', { suppression: blocked({ reason: 'complaint', scope: 'all' }) }, 'suppressed', 'complained'],
    ['an unclear reply', { suppression: blocked({ reason: 'unclear_reply' }) }, 'suppressed', 'may mean STOP'],
    ['an imported block', { suppression: blocked({ reason: 'import' }) }, 'suppressed', 'imported list'],
  ])('blocks %s', (_what, change, reason, explanation) => {
    expect(decide(change)).toMatchObject({ may: false, reason, explanation: expect.stringContaining(explanation) });
  });

  it.each([
    ['PL', '2010-01-06', false],
    ['PL', '2010-01-05', true],
    ['CZ', '2011-01-06', false],
    ['CZ', '2011-01-05', true],
    ['IT', '2012-01-05', true],
    ['GB', '2013-01-06', false],
    ['GB', '2013-01-05', true],
    [null, '2010-01-06', false],
    ['JP', '2010-01-06', false],
    ['JP', '2010-01-05', true],
  ])('in %s, born %s, own consent counts: %s', (country, birthDate, may) => {
    const decision = decide({ country, birthDate });
    expect(decision.may).toBe(may);
    if (!decision.may) expect(decision.reason).toBe('minor_without_guardian');
  });

  it('takes a guardian’s consent for a child', () => {
    expect(decide({ birthDate: '2015-01-01', consent: { ...granted, byGuardian: true } }).may).toBe(true);
  });

  it('does not let a birthday mend a consent that a child gave', () => {
    expect(decide({ birthDate: '2010-02-01', nowMs: day('2026-03-01') }).may).toBe(false);
  });
});

describe('decideGate for service', () => {
  it('needs no consent and relies on none', () => {
    expect(decide({ purpose: 'service', consent: null })).toMatchObject({
      may: true,
      consentEntryId: null,
      ground: { basis: 'service', rule: null },
    });
  });

  it('passes a suppression of marketing, obeys one of all', () => {
    expect(decide({ purpose: 'service', consent: null, suppression: blocked({}) }).may).toBe(true);
    expect(decide({ purpose: 'service', consent: null, suppression: blocked({ scope: 'all' }) }).may).toBe(false);
  });

  it('obeys a recorded withdrawal from service messages, and a refusal', () => {
    const consent: ConsentState = { ...granted, purpose: 'service', state: 'withdrawn' };
    expect(decide({ purpose: 'service', consent })).toMatchObject({ may: false, reason: 'withdrawn' });
    const refused: ConsentState = { ...granted, purpose: 'service', state: 'refused' };
    expect(decide({ purpose: 'service', consent: refused })).toMatchObject({ may: false, reason: 'no_consent' });
  });
});
