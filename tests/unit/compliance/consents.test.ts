import { createConsents, type ConsentInput } from '../../../engine/src/compliance/consents';
import { readLedgerBody, verifyLedger } from '../../../engine/src/compliance/ledger';
import { createMemoryStore, testPorts } from '../../support/compliance/memoryStore';

const number = '+447700900123';

const grant = (change: Partial<ConsentInput> = {}): ConsentInput => ({
  phone: number,
  act: 'grant',
  purpose: 'marketing',
  wording: 'I agree to offers by SMS.',
  method: 'form',
  source: 'https://shop.example/newsletter',
  ...change,
});
const withdraw = (change: Partial<ConsentInput> = {}): ConsentInput => ({
  phone: number,
  act: 'withdraw',
  purpose: 'marketing',
  ...change,
});

function build() {
  const store = createMemoryStore();
  const ports = testPorts();
  const consents = createConsents(store, ports);
  const recordOne = async (input: ConsentInput) => {
    const [result] = await consents.record([input]);
    if (result?.ok !== true) throw result?.error ?? new Error('no result');
    return result.value;
  };
  const suppress = (reason: 'stop' | 'erased' | 'complaint' | 'import', scope: 'marketing' | 'all' = 'marketing') =>
    store.writeSuppressions([{ numberKey: ports.numberKey(number), scope, reason, sinceMs: ports.clock.nowMs() }]);
  return { store, ports, consents, recordOne, suppress };
}

describe('createConsents', () => {
  it('records a grant with its proof, and creates the contact of an unknown number', async () => {
    const { store, recordOne } = build();
    const result = await recordOne(grant({ wordingVersion: '2026-03', locale: 'en', operator: 'kiosk 2' }));
    expect(result).toMatchObject({ act: 'grant', state: 'granted', maySend: true, explanation: null });
    expect((await store.readContactsByNumber([number])).get(number)?.id).toBe(result.contactId);
    const entry = store.ledger[0];
    expect(entry).toMatchObject({ id: result.entryId, act: 'grant', sequence: 1 });
    expect(entry && readLedgerBody(entry)?.proof).toMatchObject({
      wording: 'I agree to offers by SMS.',
      wordingVersion: '2026-03',
      source: 'https://shop.example/newsletter',
      operator: 'kiosk 2',
    });
  });

  it.each([
    [{ wording: undefined }, 'Wording'],
    [{ wording: '  ' }, 'Wording'],
    [{ method: undefined }, 'Method'],
    [{ source: undefined }, 'Source'],
  ])('refuses a grant without proof: %j', async (change, field) => {
    const { consents, store } = build();
    const results = await consents.record([grant(change), grant({ phone: '+447700900124' })]);
    expect(results[0]).toMatchObject({ ok: false, error: { code: 'consent_proof_missing', data: { field } } });
    expect(results[1]).toMatchObject({ ok: true });
    expect(store.ledger).toHaveLength(1);
  });

  it('refuses an act that lies in the future', async () => {
    const { consents } = build();
    expect(await consents.record([grant({ actedAt: '2026-03-02T12:00:00Z' })])).toMatchObject([
      { ok: false, error: { code: 'invalid_input', data: { field: 'Acted At' } } },
    ]);
  });

  it('answers a batch in order, each with where the person stands after all of it', async () => {
    const { consents, store } = build();
    const results = await consents.record([
      grant(),
      withdraw({ phone: 'nonsense' }),
      withdraw(),
      grant({ phone: '+447700900124' }),
    ]);
    expect(results.map((each) => (each.ok ? [each.value.act, each.value.state] : each.error.code))).toEqual([
      ['grant', 'withdrawn'],
      'invalid_number',
      ['withdraw', 'withdrawn'],
      ['grant', 'granted'],
    ]);
    expect(await verifyLedger((after) => store.readLedger(after, 10))).toMatchObject({ ok: true, entries: 3 });
  });

  it('suppresses marketing with a withdrawal, and nothing with a refusal', async () => {
    const { recordOne, store } = build();
    await recordOne({ ...withdraw(), act: 'refuse' });
    expect(store.suppressions).toEqual([]);
    expect(await recordOne(withdraw())).toMatchObject({ state: 'withdrawn', maySend: false });
    expect(store.suppressions).toMatchObject([{ scope: 'marketing', reason: 'withdrawn' }]);
  });

  it('suppresses nothing with a withdrawal from service messages', async () => {
    const { recordOne, store } = build();
    await recordOne(withdraw({ purpose: 'service' }));
    expect(store.suppressions).toEqual([]);
  });

  it.each(['stop', 'erased', 'complaint', 'import'] as const)(
    'lets a fresh proven grant lift a suppression of marketing by reason %s',
    async (reason) => {
      const { recordOne, suppress, store, ports } = build();
      await suppress(reason);
      ports.clock.setMs(ports.clock.nowMs() + 1_000);
      expect(await recordOne(grant())).toMatchObject({ state: 'granted', maySend: true });
      expect(store.suppressions).toEqual([]);
    },
  );

  it('does not let an import, an older grant or a refusal lift a suppression', async () => {
    const { recordOne, suppress, ports, store } = build();
    await suppress('stop');
    ports.clock.setMs(ports.clock.nowMs() + 1_000);
    expect(await recordOne(grant({ actedAt: '2026-01-01T00:00:00Z' }))).toMatchObject({ maySend: false });
    expect(await recordOne(grant({ method: 'import' }))).toMatchObject({
      state: 'granted',
      maySend: false,
      explanation: expect.stringContaining('STOP'),
    });
    await recordOne({ ...grant(), act: 'refuse' });
    expect(store.suppressions).toMatchObject([{ reason: 'stop' }]);
  });

  it('does not let a grant lift a suppression of all texts', async () => {
    const { recordOne, suppress } = build();
    await suppress('complaint', 'all');
    expect(await recordOne(grant())).toMatchObject({ maySend: false });
  });

  it('goes by the time of the act: an old grant recorded after a withdrawal changes nothing', async () => {
    const { recordOne, store } = build();
    await recordOne(withdraw({ actedAt: '2026-02-01T00:00:00Z' }));
    expect(await recordOne(grant({ actedAt: '2026-01-01T00:00:00Z' }))).toMatchObject({ state: 'withdrawn' });
    expect(await recordOne(withdraw({ actedAt: '2025-06-01T00:00:00Z' }))).toMatchObject({ state: 'withdrawn' });
    expect(store.suppressions).toMatchObject([{ sinceMs: Date.parse('2026-02-01T00:00:00Z') }]);
    expect(await recordOne(grant({ actedAt: '2026-02-02T00:00:00Z' }))).toMatchObject({
      state: 'granted',
      maySend: true,
    });
  });

  it('does not let an old withdrawal, recorded late, undo a newer grant', async () => {
    const { recordOne, store } = build();
    await recordOne(grant({ actedAt: '2026-02-01T00:00:00Z' }));
    expect(await recordOne(withdraw({ actedAt: '2026-01-01T00:00:00Z' }))).toMatchObject({ maySend: true });
    expect(store.suppressions).toEqual([]);
  });

  it('records a list twice as once', async () => {
    const { consents, store } = build();
    const list = [
      grant({ actedAt: '2026-01-01T10:00:00Z' }),
      grant({ actedAt: '2026-01-01T11:00:00+01:00' }),
      withdraw({ actedAt: '2026-01-05T10:00:00Z' }),
      grant({ phone: '+447700900124', actedAt: '2026-01-01T10:00:00Z' }),
    ];
    const first = await consents.record(list);
    const second = await consents.record(list);
    expect(second).toEqual(first);
    expect(store.ledger).toHaveLength(3);
  });

  it('records acts without a stated time each time: they happen now', async () => {
    const { recordOne, store } = build();
    await recordOne(grant());
    await recordOne(grant());
    expect(store.ledger).toHaveLength(2);
  });

  it('needs a guardian for a child, and says so', async () => {
    const { recordOne, store, ports } = build();
    const change = { id: 'c', number, numberKey: ports.numberKey(number), country: 'PL', birthDate: '2012-05-05' };
    await store.upsertContacts([change], 0);
    expect(await recordOne(grant())).toMatchObject({
      state: 'granted',
      maySend: false,
      explanation: expect.stringContaining('guardian'),
    });
    expect(await recordOne(grant({ guardian: 'Parent 1' }))).toMatchObject({ act: 'grant', maySend: true });
    expect(store.ledger.map((entry) => entry.act)).toEqual(['grant', 'guardian_grant']);
  });
});
