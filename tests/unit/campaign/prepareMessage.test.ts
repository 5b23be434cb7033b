import type { SendInput } from '../../../engine/src/campaign/campaigns';
import { addressInput, prepareMessage, type RecipientFacts } from '../../../engine/src/campaign/prepareMessage';
import type { ConsentState } from '../../../engine/src/compliance/consent';
import { createQuietHours } from '../../../engine/src/compliance/quietHours';
import type { Contact } from '../../../engine/src/contacts/contact';
import { createNumberKeyer } from '../../../engine/src/shared/numberKey';
import { compileTemplate } from '../../../engine/src/templating/template';

const nowMs = Date.UTC(2026, 2, 1);
const numberKey = createNumberKeyer(Buffer.alloc(32, 7));

const contact: Contact = {
  id: 'contact-1',
  number: '+447700900123',
  numberKey: numberKey('+447700900123'),
  firstName: 'Zoë',
  lastName: null,
  email: null,
  language: 'en',
  country: 'GB',
  birthDate: null,
  attributes: { tier: 'gold' },
  groups: [],
  createdAtMs: 0,
  updatedAtMs: 0,
};

const granted: ConsentState = {
  contactId: 'contact-1',
  purpose: 'marketing',
  state: 'granted',
  byGuardian: false,
  entryId: 'entry-1',
  sinceMs: 0,
};

const nobody: RecipientFacts = { contact: null, consent: null, suppression: null };
const known: RecipientFacts = { contact, consent: granted, suppression: null };

function prepare(given: Partial<SendInput>, facts: RecipientFacts = known, route = 'route-1') {
  const input: SendInput = {
    phone: '07700 900123',
    country: 'GB',
    text: 'Hello',
    purpose: 'marketing',
    variables: {},
    encodingMode: 'keep',
    wait: 'accepted',
    waitSeconds: 60,
    ...given,
  };
  const text = { template: compileTemplate(input.text ?? ''), locale: 'en' };
  const context = {
    route,
    textForm: {},
    zone: 'Europe/Warsaw',
    nowMs,
    quietHours: createQuietHours({ mode: 'byCountry' }, 'UTC'),
    links: { linkOf: (contactId: string) => ({ token: 'token', url: `https://s.example/${contactId}` }) },
    nextId: () => 'message-1',
  };
  return prepareMessage(addressInput(input, null, numberKey), facts, text, context);
}

describe('prepareMessage', () => {
  it('fills in the contact’s own link to stop offers, whatever the item calls so, and counts it', () => {
    const { message, link } = prepare({
      text: `${'x'.repeat(150)} {{withdrawalLink}}`,
      variables: { withdrawalLink: 'https://elsewhere.example' },
    });
    expect(message.text).toMatch(/ https:\/\/s\.example\/contact-1$/);
    expect([message.segments, link?.token]).toEqual([2, 'token']);
    expect(prepare({ text: 'Hello' }).link).toBeNull();
  });

  it('sends no text with the link to somebody who is no contact and so has none', () => {
    const { message } = prepare({ text: 'Stop: {{withdrawalLink}}', purpose: 'service' }, nobody);
    expect(message).toMatchObject({ state: 'blocked', reason: 'missing_variable' });
  });

  it('makes a queued message that names the consent it relies on', () => {
    const { message, explanation } = prepare({ text: 'Hello {{firstName}}, {{tier}} {{contact.country}}' });
    expect(explanation).toBeNull();
    expect(message).toMatchObject({
      id: 'message-1',
      route: 'route-1',
      number: '+447700900123',
      text: 'Hello Zoë, gold GB',
      encoding: 'ucs2',
      segments: 1,
      state: 'queued',
      consentEntryId: 'entry-1',
      priority: 0,
    });
  });

  it('lets the item override the contact', () => {
    expect(prepare({ text: '{{firstName}}', variables: { firstName: 'Ola' } }).message.text).toBe('Ola');
  });

  it('holds a message until its time', () => {
    const { message } = prepare({ sendAt: '2026-03-02T08:00:00Z' });
    expect(message).toMatchObject({ state: 'held', notBeforeMs: Date.UTC(2026, 2, 2, 8) });
  });

  describe('in quiet hours', () => {
    // Midnight UTC of a Sunday, 1 March 2026: the shop's person is in Paris, where Sunday is quiet too.
    const parisian = { ...known, contact: { ...contact, country: 'FR', attributes: { zone: 'Europe/Paris' } } };
    const monday = Date.UTC(2026, 2, 2, 7);

    it('holds marketing until they end where the person is, and says so', () => {
      const { message, explanation } = prepare({}, parisian);
      expect(message).toMatchObject({
        state: 'held',
        reason: 'quiet_hours',
        notBeforeMs: monday,
        place: 'FR Europe/Paris',
      });
      expect(explanation).toContain('held until 2026-03-02T07:00:00.000Z');
    });

    it('holds it on from the time that was set', () => {
      expect(prepare({ sendAt: '2026-03-02T22:30:00Z' }, parisian).message).toMatchObject({
        reason: 'quiet_hours',
        notBeforeMs: Date.UTC(2026, 2, 3, 7),
      });
      expect(prepare({ sendAt: '2026-03-02T12:00:00Z' }, parisian).message).toMatchObject({
        state: 'held',
        reason: null,
        notBeforeMs: Date.UTC(2026, 2, 2, 12),
      });
    });

    it('lets service texts, texts in test mode and texts to numbers of fiction pass', () => {
      expect(prepare({ purpose: 'service' }, parisian).message).toMatchObject({ state: 'queued', place: null });
      expect(prepare({}, parisian, 'simulator').message).toMatchObject({ state: 'queued', place: 'FR Europe/Paris' });
      expect(prepare({}, known).message).toMatchObject({ state: 'queued', place: 'GB' });
    });
  });

  it('keeps what the gate’s decision rests on', () => {
    expect(prepare({}).message.ground).toBe('consent GB/marketing/2003-12-11 0');
    expect(prepare({}, nobody).message.ground).toBe('no_consent GB/marketing/2003-12-11 -');
    expect(prepare({ purpose: 'service' }).message.ground).toBe('service - -');
    expect(prepare({ phone: '123' }, nobody).message.ground).toBeNull();
  });

  it('sends service texts to people it does not know, ahead of marketing', () => {
    const { message } = prepare({ purpose: 'service' }, nobody);
    expect(message).toMatchObject({ state: 'queued', contactId: null, consentEntryId: null, priority: 10 });
  });

  it.each([
    ['no_consent', {}, nobody],
    ['no_consent', {}, { ...known, consent: null }],
    ['invalid_number', { phone: '123' }, nobody],
    ['missing_variable', { text: '{{nickname}}' }, known],
    ['empty_text', { text: '{{#if never}}x{{/if}}' }, known],
    ['unwritable_text', { text: 'a \ud800 b' }, known],
    ['text_too_long', { text: 'x'.repeat(1_600) }, known],
  ] as const)('blocks with %s, without the number or a text', (reason, given, facts) => {
    const { message, explanation } = prepare(given, facts);
    expect(message).toMatchObject({ state: 'blocked', reason, number: null, text: null, route: null });
    expect(explanation).toMatch(/\.$/);
    expect(explanation).not.toContain('7700');
  });

  describe('deduplication key', () => {
    const keyOf = (given: Partial<SendInput>) => prepare(given).message.deduplicationKey;

    it('is the one given, else one for each number of a campaign, else none', () => {
      expect(keyOf({ deduplicationKey: 'order-7', campaign: 'spring' })).toBe('key:order-7');
      expect(keyOf({ campaign: 'spring' })).toBe(keyOf({ campaign: 'spring', phone: '+44 7700 900 123' }));
      expect(keyOf({ campaign: 'spring' })).not.toBe(keyOf({ campaign: 'autumn' }));
      expect(keyOf({})).toBeNull();
    });

    it('of a rehearsal in test mode is another than that of the real campaign', () => {
      const rehearsal = prepare({ campaign: 'spring' }, known, 'simulator').message.deduplicationKey;
      expect(rehearsal).not.toBe(keyOf({ campaign: 'spring' }));
    });

    it('tells unreadable numbers of different people apart, without holding what was written', () => {
      const one = keyOf({ campaign: 'spring', phone: 'n/a', variables: { name: 'A' } });
      expect(one).not.toBe(keyOf({ campaign: 'spring', phone: 'n/a', variables: { name: 'B' } }));
      expect(one).not.toContain('n/a');
    });
  });
});
