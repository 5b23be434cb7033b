import { createHash } from 'node:crypto';
import { createConsents, type ConsentInput } from '../../../engine/src/compliance/consents';
import { readLedgerBody } from '../../../engine/src/compliance/ledger';
import { createWordings, type SaveWordingInput } from '../../../engine/src/compliance/wordings';
import { createMemoryStore, testPorts } from '../../support/compliance/memoryStore';

const english = 'I agree to offers by SMS.';
const polish = 'Zgadzam si\u0119 na oferty SMS-em. ';

function build() {
  const store = createMemoryStore();
  const ports = testPorts();
  const wordings = createWordings({ store, ...ports });
  const consents = createConsents(store, ports);
  const saveAt = async (day: string, change: Partial<SaveWordingInput> = {}) => {
    ports.clock.setMs(Date.parse(`${day}T12:00:00Z`));
    const input = {
      wording: 'newsletter',
      text: english,
      language: 'en',
      purpose: 'marketing',
      isDefault: false,
    } as const;
    const [result] = await wordings.save([{ ...input, ...change }]);
    return result;
  };
  const record = async (change: Partial<ConsentInput> = {}) => {
    const input: ConsentInput = {
      phone: '+447700900123',
      act: 'grant',
      purpose: 'marketing',
      wordingName: 'newsletter',
      method: 'kiosk',
      source: 'Spring fair',
      ...change,
    };
    return (await consents.record([input]))[0];
  };
  const proof = () => {
    const entry = store.ledger.at(-1);
    return entry === undefined ? null : readLedgerBody(entry);
  };
  return { ports, wordings, saveAt, record, proof };
}

describe('saving a wording', () => {
  it('keeps every version, of every language', async () => {
    const { saveAt } = build();
    const first = { version: 1, languages: ['en'], sha256: createHash('sha256').update(english).digest('hex') };
    expect(await saveAt('2026-01-01')).toMatchObject({ ok: true, value: first });
    expect(await saveAt('2026-01-02')).toMatchObject({ ok: true, value: first });
    const second = { version: 2, languages: ['en', 'pl'], defaultLanguage: 'en' };
    expect(await saveAt('2026-01-03', { language: 'PL', text: polish })).toMatchObject({ ok: true, value: second });
    expect(await saveAt('2026-01-04', { language: 'pl', text: polish.trim() })).toMatchObject({
      value: { version: 3 },
    });
  });

  it('lists all of them, the newest first', async () => {
    const { wordings, saveAt } = build();
    await saveAt('2026-01-01');
    await saveAt('2026-01-03', { language: 'pl', text: polish });
    expect(await wordings.list()).toMatchObject([
      { wording: 'newsletter', version: 2, language: 'en', text: english },
      { version: 2, language: 'pl', savedAt: '2026-01-03T12:00:00.000Z', text: polish },
      { version: 1, language: 'en', sha256: createHash('sha256').update(english).digest('hex') },
    ]);
  });

  it('refuses an empty text, what is no language, and another purpose under the same name', async () => {
    const { saveAt } = build();
    await saveAt('2026-01-01');
    const codes = await Promise.all([
      saveAt('2026-01-02', { text: ' ' }),
      saveAt('2026-01-02', { language: 'the polish one' }),
      saveAt('2026-01-02', { purpose: 'service' }),
    ]);
    expect(codes.map((result) => (result?.ok === false ? result.error.code : null))).toEqual([
      'wording_refused',
      'invalid_input',
      'wording_refused',
    ]);
  });
});

describe('a consent to a saved wording', () => {
  it('holds the exact words, their version, language and hash', async () => {
    const { saveAt, record, proof } = build();
    await saveAt('2026-01-01', { language: 'pl', text: polish });
    expect(await record()).toMatchObject({ ok: true, value: { maySend: true } });
    expect(proof()).toMatchObject({
      proof: { wording: polish, wordingName: 'newsletter', wordingVersion: '1', locale: 'pl' },
      wordingSha256: createHash('sha256').update(polish, 'utf8').digest('hex'),
    });
  });

  it('takes the version that stood on the day of the act, or the one that is named', async () => {
    const { saveAt, record, proof } = build();
    await saveAt('2026-01-01');
    await saveAt('2026-02-01', { text: 'New words.' });
    await record({ actedAt: '2026-01-15T10:00:00Z' });
    expect(proof()?.proof).toMatchObject({ wordingVersion: '1', wording: english });
    await record();
    expect(proof()?.proof).toMatchObject({ wordingVersion: '2', wording: 'New words.' });
    await record({ wordingVersion: '1' });
    expect(proof()?.proof).toMatchObject({ wordingVersion: '1' });
  });

  it('guesses nothing that the proof turns on', async () => {
    const { saveAt, record, proof } = build();
    await saveAt('2026-01-01');
    await saveAt('2026-01-02', { language: 'pl', text: polish });
    const refused: [Partial<ConsentInput>, string][] = [
      [{}, 'several'],
      [{ locale: 'fr' }, 'no text in this language'],
      [{ locale: 'en', actedAt: '2025-12-31T10:00:00Z' }, 'after the person acted'],
      [{ locale: 'en', wordingVersion: '7' }, 'no such version'],
      [{ locale: 'en', purpose: 'service' }, 'about marketing texts'],
      [{ locale: 'en', wording: 'Other words' }, 'not both'],
      [{ wordingName: 'nothing' }, 'no saved wording'],
    ];
    for (const [change, problem] of refused) {
      const result = await record(change);
      expect(result).toMatchObject({ ok: false, error: { message: expect.stringContaining(problem) } });
    }
    expect(await record({ locale: 'pl-PL' })).toMatchObject({ ok: true });
    expect(proof()?.proof).toMatchObject({ locale: 'pl', wording: polish });
  });
});

describe('the method of a grant', () => {
  it.each([
    ['pre-ticked box', 'a pre-ticked box'],
    ['Business Card', 'a business card'],
    ['soft opt-in', 'being a customer'],
    ['legitimate interest', 'a legitimate interest'],
    ['silence', 'silence'],
  ])('is refused where it only implies a consent: %s', async (method, words) => {
    const { record, proof } = build();
    const result = await record({ wordingName: undefined, wording: english, method });
    expect(result).toMatchObject({ ok: false, error: { code: 'implied_consent', data: { method: words } } });
    expect(proof()).toBeNull();
  });

  it('may be written in other ways, but must be known', async () => {
    const { record } = build();
    const known = { wordingName: undefined, wording: english };
    expect(await record({ ...known, method: 'Shop checkbox' })).toMatchObject({ ok: true });
    expect(await record({ ...known, method: 'telepathy' })).toMatchObject({
      ok: false,
      error: { code: 'invalid_input', data: { field: 'Method' } },
    });
  });
});
