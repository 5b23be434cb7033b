import { createConsents } from '../../../engine/src/compliance/consents';
import { createErasure } from '../../../engine/src/compliance/erasure';
import type { SubjectInput } from '../../../engine/src/compliance/subject';
import { verifyLedger } from '../../../engine/src/compliance/ledger';
import { createContacts } from '../../../engine/src/contacts/contacts';
import { createMemoryStore, testPorts } from '../../support/compliance/memoryStore';

const wishes = { documents: 'both', language: 'en' } as const;

async function build() {
  const store = createMemoryStore();
  const ports = testPorts('GB');
  const contacts = createContacts(store, ports);
  const consents = createConsents(store, ports);
  const people = ['07700 900123', '07700 900124', '07700 900125'];
  const saved = await contacts.upsert(
    people.map((phone, at) => ({
      phone,
      email: at < 2 ? 'Both@example.org' : 'other@example.org',
      groups: [],
      attributes: {},
    })),
  );
  await consents.record(
    people.map((phone) => ({
      phone,
      act: 'grant',
      purpose: 'marketing',
      wording: 'I agree.',
      method: 'form',
      source: 'shop',
    })),
  );
  const erasure = createErasure(store, ports);
  const eraseOne = async (input: SubjectInput) => {
    const [result] = await erasure.erase([{ ...input, ...wishes }]);
    if (result?.ok !== true) throw result?.error ?? new Error('no result');
    return result.value;
  };
  const ids = saved.map((result) => (result.ok ? result.value.contactId : ''));
  return { store, ports, erasure, eraseOne, ids };
}

describe('createErasure', () => {
  it('erases by phone, keeps the number suppressed and the chain whole', async () => {
    const { store, eraseOne, ports } = await build();
    const certificate = await eraseOne({ by: 'phone', value: '+44 7700 900123' });
    expect(certificate).toMatchObject({ found: true, suppressed: true, removed: { contacts: 1, ledger: 1 } });
    expect(certificate.erasedAt).toBe('2026-03-01T12:00:00.000Z');
    expect(store.suppressions).toMatchObject([
      { numberKey: ports.numberKey('+447700900123'), scope: 'marketing', reason: 'erased' },
    ]);
    expect((await store.readContactsByNumber(['+447700900123'])).size).toBe(0);
    expect(await verifyLedger((after) => store.readLedger(after, 10))).toMatchObject({ ok: true, entries: 3 });
    expect(store.compactions()).toBe(1);
  });

  it('erases by contact id', async () => {
    const { eraseOne, ids } = await build();
    expect(await eraseOne({ by: 'contactId', value: ids[2] ?? '' })).toMatchObject({ removed: { contacts: 1 } });
  });

  it('erases everybody who has an e-mail address, in any case', async () => {
    const { eraseOne, store } = await build();
    expect(await eraseOne({ by: 'email', value: ' both@EXAMPLE.org ' })).toMatchObject({ removed: { contacts: 2 } });
    expect(store.suppressions).toHaveLength(2);
  });

  it('suppresses an unknown number too, and finds nothing', async () => {
    const { eraseOne, store } = await build();
    expect(await eraseOne({ by: 'phone', value: '07700 900199' })).toMatchObject({ found: false, suppressed: true });
    expect(store.suppressions).toHaveLength(1);
    expect(store.compactions()).toBe(0);
  });

  it('finds nothing for an unknown contact id or e-mail address', async () => {
    const { eraseOne } = await build();
    expect(await eraseOne({ by: 'contactId', value: 'nobody' })).toMatchObject({ found: false, suppressed: false });
    expect(await eraseOne({ by: 'email', value: 'x@example.org' })).toMatchObject({ found: false, suppressed: false });
  });

  it('can be asked twice', async () => {
    const { eraseOne, store } = await build();
    const input: SubjectInput = { by: 'phone', value: '07700 900123' };
    await eraseOne(input);
    expect(await eraseOne(input)).toMatchObject({ found: false, suppressed: true, removed: {} });
    expect(store.suppressions).toHaveLength(1);
  });

  it('answers a bad input alone', async () => {
    const { erasure } = await build();
    const results = await erasure.erase([
      { by: 'phone', value: 'nonsense', ...wishes },
      { by: 'email', value: '  ', ...wishes },
      { by: 'phone', value: '07700 900124', ...wishes },
    ]);
    expect(results.map((result) => (result.ok ? result.value.found : result.error.code))).toEqual([
      'invalid_number',
      'subject_missing',
      true,
    ]);
  });

  it('holds no personal data in its certificate', async () => {
    const { eraseOne, ids } = await build();
    const certificate = JSON.stringify(await eraseOne({ by: 'phone', value: '07700 900123' }));
    expect(certificate).not.toMatch(/7700|example/);
    expect(certificate).not.toContain(ids[0]);
    expect(certificate).toContain('erasure-certificate-');
  });
});
