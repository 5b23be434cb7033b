import { createConsentChecks, type CheckInput } from '../../../engine/src/compliance/consentChecks';
import { createConsents, type ConsentInput } from '../../../engine/src/compliance/consents';
import { createMemoryStore, testPorts } from '../../support/compliance/memoryStore';
import { controller, receiptProblems } from '../../support/compliance/receiptSchemas';

const phone = '+447700900123';
const nobody = { ...controller, name: null, address: null, email: null, phone: null, policyUrl: null };

function build(named = controller) {
  const store = createMemoryStore();
  const ports = testPorts();
  const consents = createConsents(store, ports);
  const quietUntilMs = () => Date.UTC(2026, 2, 2, 7);
  const checks = createConsentChecks({ ...ports, store, controller: named, quietUntilMs });
  const check = async (change: Partial<CheckInput> = {}) =>
    (await checks.check([{ phone, purpose: 'marketing', receipt: 'none', ...change }]))[0];
  const record = async (change: Partial<ConsentInput> = {}) => {
    const grant = { act: 'grant', wording: 'I agree.', method: 'form', source: 'https://shop.example' } as const;
    const [result] = await consents.record([{ phone, purpose: 'marketing', ...grant, ...change }]);
    if (result?.ok !== true) throw new Error('not recorded');
    return result.value;
  };
  return { store, ports, check, record };
}

describe('a check of consent', () => {
  it('names the entry, the rule of law, its source and since when', async () => {
    const { store, check, record } = build();
    const { entryId, contactId } = await record({ actedAt: '2026-02-01T10:00:00Z' });
    const answer = {
      maySend: true,
      reason: null,
      explanation: 'The person agreed on 2026-02-01.',
      basis: 'consent',
      since: '2026-02-01T10:00:00.000Z',
      contactId,
      state: 'granted',
      entryIds: [entryId],
      wordingSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      rule: 'GB/marketing/2003-12-11',
      jurisdiction: 'GB',
      source: 'Privacy and Electronic Communications Regulations 2003, reg. 22',
      ruleSince: '2003-12-11',
      softOptIn: true,
      quietUntil: '2026-03-02T07:00:00.000Z',
      receipt: null,
    };
    expect(await check()).toMatchObject({ ok: true, value: answer });
    expect(await check({ phone: undefined, contactId })).toMatchObject({ ok: true, value: answer });
    expect(store.ledger).toHaveLength(1);
  });

  it('says why not, and creates nobody', async () => {
    const { store, check } = build();
    const nothing = { maySend: false, reason: 'no_consent', contactId: null, state: null, entryIds: [] };
    expect(await check()).toMatchObject({ ok: true, value: nothing });
    expect((await store.readContactsByNumber([phone])).size).toBe(0);
    expect(await check({ purpose: 'service' })).toMatchObject({
      value: { maySend: true, rule: null, quietUntil: null },
    });
  });

  it('tells a withdrawal and what suppresses the number, with their day', async () => {
    const { check, record } = build();
    await record({ actedAt: '2026-02-01T10:00:00Z' });
    const withdrawn = await record({ act: 'withdraw', actedAt: '2026-02-10T10:00:00Z' });
    expect(await check()).toMatchObject({
      value: { maySend: false, reason: 'withdrawn', since: '2026-02-10T10:00:00.000Z', entryIds: [withdrawn.entryId] },
    });
  });

  it.each([
    [{ phone: undefined }, 'invalid_number', 'it is empty'],
    [{ phone: 'none' }, 'invalid_number', 'not a phone number'],
    [{ contactId: 'unknown' }, 'no_consent', 'Nobody is known by this contact id.'],
  ])('says so where nobody can be texted: %j', async (change, reason, explanation) => {
    const { check } = build();
    const answer = { maySend: false, reason, basis: null, explanation: expect.stringContaining(explanation) };
    expect(await check(change)).toMatchObject({ ok: true, value: answer });
  });
});

describe('a consent receipt', () => {
  it.each(['iso27560', 'kantara'] as const)('of %s has the fields of its standard', async (receipt) => {
    const { check, record } = build();
    await record({ actedAt: '2026-02-01T10:00:00Z', locale: 'en' });
    await record({ act: 'withdraw', actedAt: '2026-02-10T10:00:00Z' });
    const { entryId } = await record({ actedAt: '2026-02-20T10:00:00Z', locale: 'en' });
    const result = await check({ receipt });
    const made = result?.ok === true ? result.value.receipt : null;
    expect(receiptProblems(receipt, made)).toEqual([]);
    expect(JSON.stringify(made)).toContain(entryId);
  });

  it('of ISO/IEC TS 27560 tells all events; that of Kantara the time in seconds', async () => {
    const { check, record } = build();
    await record({ actedAt: '2026-02-01T10:00:00Z' });
    await record({ act: 'withdraw', actedAt: '2026-02-10T10:00:00Z' });
    await record({ actedAt: '2026-02-20T10:00:00Z' });
    expect(await check({ receipt: 'iso27560' })).toMatchObject({
      value: {
        receipt: { events: [{ event_state: 'given' }, { event_state: 'withdrawn' }, { event_state: 'given' }] },
      },
    });
    expect(await check({ receipt: 'kantara' })).toMatchObject({
      value: { receipt: { consentTimestamp: Date.parse('2026-02-20T10:00:00Z') / 1_000, jurisdiction: 'PL' } },
    });
  });

  it('is none without a consent in force, and fails where the company is not named', async () => {
    const { check } = build();
    expect(await check({ receipt: 'kantara' })).toMatchObject({ ok: true, value: { receipt: null } });
    const unnamed = build(nobody);
    await unnamed.record();
    expect(await unnamed.check({ receipt: 'iso27560' })).toMatchObject({
      ok: false,
      error: { code: 'invalid_config', data: { field: 'Your Company' } },
    });
  });

  it('that lacks a field, or has one of another kind, is found out', () => {
    expect(receiptProblems('kantara', { version: 'KI-CR-v1.1.0' })).not.toEqual([]);
    expect(receiptProblems('iso27560', { schema_version: 1 })).not.toEqual([]);
  });
});
