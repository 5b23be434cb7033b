import { createContacts } from '../../../engine/src/contacts/contacts';
import { createErasure } from '../../../engine/src/compliance/erasure';
import { createSubjectExports } from '../../../engine/src/compliance/subjectExport';
import { createSubjectRequests } from '../../../engine/src/compliance/subjectRequests';
import type { Store } from '../../../engine/src/store/store';
import { testPorts, type TestPorts } from '../../support/compliance/memoryStore';
import { nextId } from './fixtures';
import { stores, type StoreUnderTest } from './stores';

const ann = '+447700900001';
const dayMs = 86_400_000;

describe.each(stores)('requests of people in %s', (_kind, make) => {
  let data: StoreUnderTest;
  let store: Store;
  let ports: TestPorts;
  const requests = () => createSubjectRequests(store, { ...ports, place: { zone: 'Europe/Warsaw', country: 'PL' } });
  const pass = (days: number) => ports.clock.setMs(ports.clock.nowMs() + days * dayMs);
  const ask = (kind: 'access' | 'erasure') => requests().record({ by: 'phone', value: ann, kind });
  const open = async () => (await requests().list('open', 10)).map(({ kind, state }) => [kind, state]);

  beforeEach(async () => {
    data = await make();
    store = await data.open();
    // Noon on 1 March 2026, a Sunday.
    ports = { ...testPorts('GB'), ids: { next: nextId } };
    await createContacts(store, ports).upsert([{ phone: ann, groups: [], attributes: {} }]);
  });
  afterEach(() => data.remove());

  test('a request has a month, then is due, then overdue', async () => {
    expect(await ask('access')).toMatchObject({ state: 'open', dueAt: '2026-04-01T21:59:59.999Z', daysLeft: 31 });
    pass(25);
    expect(await open()).toEqual([['access', 'due']]);
    pass(8);
    expect(await open()).toEqual([['access', 'overdue']]);
  });

  test('two months are added once, in the first month, with a reason', async () => {
    const { requestId } = await ask('access');
    expect(await requests().extend(requestId, 'complex')).toMatchObject({
      dueAt: '2026-06-01T21:59:59.999Z',
      extensionReason: 'complex',
    });
    await expect(requests().extend(requestId, 'many')).rejects.toMatchObject({ code: 'request_not_extendable' });
    const { requestId: late } = await ask('erasure');
    pass(40);
    await expect(requests().extend(late, 'many')).rejects.toMatchObject({ code: 'request_not_extendable' });
    await expect(requests().extend('nothing', 'many')).rejects.toMatchObject({ code: 'request_unknown' });
  });

  test('an export answers access, an erasure answers erasure and leaves nobody behind', async () => {
    await ask('access');
    await ask('erasure');
    const wishes = { documents: 'json', language: 'en' } as const;
    const [exported] = await createSubjectExports(store, ports).export([{ by: 'phone', value: ann, ...wishes }]);
    expect(await open()).toEqual([['erasure', 'open']]);
    const [erased] = await createErasure(store, ports).erase([{ by: 'phone', value: ann }]);
    expect(await open()).toEqual([]);
    const all = await requests().list('all', 10);
    expect(all.map(({ answerId }) => answerId)).toEqual([
      erased?.ok === true ? erased.value.erasureId : '',
      exported?.ok === true ? exported.value.exportId : '',
    ]);
    expect(await store.readRequests('all', 10)).toMatchObject([
      { contactId: null, numberKey: null },
      { contactId: null },
    ]);
  });

  test('another answer is noted by hand', async () => {
    const { requestId } = await ask('access');
    expect(await requests().answer(requestId)).toMatchObject({ state: 'answered', answerId: null, daysLeft: null });
    await expect(requests().answer(requestId)).rejects.toMatchObject({ code: 'request_answered' });
  });

  test('flows are told a week before, once, and again after an extension', async () => {
    const { requestId } = await ask('access');
    expect(await requests().remind()).toBe(0);
    pass(25);
    expect(await requests().remind()).toBe(1);
    expect(await requests().remind()).toBe(0);
    expect(await store.readEvents(['request_due'], 0, 10)).toMatchObject([{ id: requestId, contactId: null }]);
    await requests().extend(requestId, 'many');
    pass(62);
    expect(await requests().remind()).toBe(1);
  });

  test('bad input', async () => {
    const record = (change: object) => requests().record({ by: 'phone', value: ann, kind: 'access', ...change });
    await expect(record({ value: 'x' })).rejects.toMatchObject({ code: 'invalid_number' });
    await expect(record({ receivedAt: 'soon' })).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(record({ receivedAt: '2027-01-01T00:00:00Z' })).rejects.toMatchObject({ code: 'invalid_input' });
    expect(await record({ by: 'email', value: 'nobody@example.org' })).toMatchObject({ state: 'open' });
  });
});
