import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { createConsents } from '../../../engine/src/compliance/consents';
import { createErasure } from '../../../engine/src/compliance/erasure';
import { verifyLedger } from '../../../engine/src/compliance/ledger';
import { createDocumentPrinter } from '../../../engine/src/documents/documentPrinter';
import type { StoreLocation } from '../../../engine/src/store/openStore';
import { createJsonLog } from '../../../engine/src/shared/log';
import { ZgodaError } from '../../../engine/src/shared/errors';
import { readAddress } from '../../../engine/src/store/postgres/postgresDatabase';
import type { Store } from '../../../engine/src/store/store';
import { testPorts, type TestPorts } from '../../support/compliance/memoryStore';
import { contactChange, fictionNumber, message, nextId, nowMs, route } from './fixtures';
import { stores, type StoreUnderTest } from './stores';

/** Values that nothing else in the store has. */
const person = {
  number: fictionNumber(417),
  firstName: 'Świętopełk',
  lastName: 'Brzęczyszczykiewicz',
  email: 'Swietopelk.B@chrzaszczyzewoszyce.example',
  birthDate: '1987-02-13',
  attribute: 'powiat-łękołody-7',
  wording: 'Zgoda Świętopełka na kiermasz w Łękołodach',
  ipAddress: '198.51.100.237',
  userAgent: 'Przeglądarka-Świętopełka/9.7',
  guardian: 'Grzegorz Brzęczyszczykiewicz senior',
  text: 'Dzień dobry Świętopełku, paczka QX-55812 czeka',
  reply: 'Odbiorę w sobotę po szóstej, numer szafki 90417-K',
  deduplicationKey: 'order-QX-55812',
};

/** A value as it may stand in a file. */
function encodings(value: string): Buffer[] {
  const utf16 = Buffer.from(value, 'utf16le');
  const forms = [Buffer.from(value, 'utf8'), utf16, Buffer.from(utf16).swap16(), Buffer.from(value, 'latin1')];
  const hex = Buffer.from(value, 'utf8').toString('hex');
  const base64 = Buffer.from(value, 'utf8').toString('base64').replace(/=+$/, '');
  return [...forms, ...[hex, hex.toUpperCase(), base64].map((text) => Buffer.from(text, 'latin1'))];
}

const wanted = Object.entries(person).flatMap(([name, value]) => {
  const written = name === 'number' ? [value, value.slice(1), `00${value.slice(1)}`] : [value, value.toLowerCase()];
  return written.flatMap((each) => encodings(each).map((bytes) => ({ name, bytes })));
});

/** The names of the person's values that the bytes hold. */
const foundIn = (bytes: Buffer): string[] => [
  ...new Set(wanted.filter((each) => bytes.includes(each.bytes)).map(({ name }) => name)),
];

/** Everything that a store left on disk, or in any column of any table: place and bytes. */
async function remains(location: StoreLocation): Promise<[string, Buffer][]> {
  if (location.kind === 'sqlite') {
    const files = (await readdir(location.folder, { recursive: true })).map((name) => join(location.folder, name));
    const isFile = await Promise.all(files.map(async (file) => (await stat(file)).isFile()));
    return Promise.all(files.filter((_, at) => isFile[at]).map(async (file) => [file, await readFile(file)]));
  }
  const { connectionString, schema } = readAddress(location.address);
  const client = new Client(connectionString);
  await client.connect();
  const tables = await client.query<{ name: string }>(
    'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = $1',
    [schema],
  );
  const dumps: [string, Buffer][] = [];
  for (const { name } of tables.rows) {
    const { rows } = await client.query<{ line: string }>(`SELECT t::text AS line FROM ${schema}.${name} t`);
    dumps.push([name, Buffer.from(rows.map(({ line }) => line).join('\n'))]);
  }
  await client.end();
  return dumps;
}

const others = 600;

/** Rows around the person's, written and rewritten so that the pages of the database split and move. */
async function crowd(store: Store, ports: TestPorts, from: number): Promise<void> {
  const numbers = Array.from({ length: others }, (_, n) => (from + n * 7) % 1_000).filter((n) => n !== 417);
  const changes = numbers.map((n) =>
    contactChange(n, { firstName: `F${'x'.repeat(n % 90)}`, attributes: { seat: n } }),
  );
  await store.upsertContacts(changes, nowMs);
  await store.appendMessages(
    numbers.map((n) => message(n, { text: `Row ${n} ${'y'.repeat((n * 13) % 300)}` })),
    nowMs,
  );
  const agreed = { act: 'grant', purpose: 'service', wording: 'Yes', method: 'form', source: 'shop' } as const;
  await createConsents(store, ports).record(numbers.slice(0, 150).map((n) => ({ phone: fictionNumber(n), ...agreed })));
}

async function storePerson(store: Store, ports: TestPorts): Promise<void> {
  const { number, firstName, lastName, email, birthDate, attribute } = person;
  const change = contactChange(417, { firstName, lastName, email, birthDate, attributes: { place: attribute } });
  const [saved] = await store.upsertContacts(
    [{ ...change, numberKey: ports.numberKey(number), groups: ['vip'] }],
    nowMs,
  );
  const contactId = saved?.contact.id ?? '';
  const { wording, ipAddress, userAgent, guardian } = person;
  const proof = { wording, ipAddress, userAgent, guardian, method: 'form', source: 'shop' } as const;
  await createConsents(store, ports).record([{ phone: number, act: 'grant', purpose: 'marketing', ...proof }]);
  const { text, deduplicationKey } = person;
  await store.appendMessages(
    [message(417, { contactId, text, deduplicationKey, numberKey: ports.numberKey(number) })],
    nowMs,
  );
  const inbound = { id: nextId(), route, from: number, numberKey: ports.numberKey(number), to: '2345' };
  await store.appendInbound([{ ...inbound, text: person.reply, receivedAtMs: nowMs, deduplicationKey: 'in' }]);
  await store.appendEvents([
    { id: nextId(), kind: 'reply_other', atMs: nowMs, contactId, messageId: null, inboundId: inbound.id, state: null },
  ]);
}

describe.each(stores)('what an erasure leaves in %s', (_kind, make) => {
  let data: StoreUnderTest;
  let store: Store;
  let ports: TestPorts;
  const logged: string[] = [];

  beforeEach(async () => {
    data = await make();
    store = await data.open();
    const log = createJsonLog(
      (line) => logged.push(line),
      () => nowMs,
    );
    ports = { ...testPorts('GB'), log, printer: createDocumentPrinter({ zone: 'UTC' }) };
    await crowd(store, ports, 0);
    await storePerson(store, ports);
    await crowd(store, ports, 3);
  });
  afterEach(() => data.remove());

  const erase = () =>
    createErasure(store, ports).erase([{ by: 'phone', value: person.number, documents: 'both', language: 'pl' }]);

  test('the search finds what is there', async () => {
    await store.compact();
    const found = (await remains(data.location)).flatMap(([, bytes]) => foundIn(bytes));
    expect(new Set(found)).toEqual(new Set(Object.keys(person)));
  });

  test('no byte of the person, in any file or table, log, journal or certificate', async () => {
    const [result] = await erase();
    expect(result).toMatchObject({ ok: true, value: { found: true, cancelledMessages: 1 } });
    expect(await store.readEvents(['delivery_report'], 0, 10)).toMatchObject([
      { state: 'cancelled', number: null, contactId: null },
    ]);
    const places = [
      ...(await remains(data.location)),
      ['journal', Buffer.from(JSON.stringify(ports.journal.entries))] as const,
      ['log', Buffer.from(logged.join(''))] as const,
      ['result', Buffer.from(JSON.stringify(result))] as const,
      ...Object.entries((result?.ok === true && result.value.files) || {}).map(
        ([form, file]) => [form, file.content] as const,
      ),
    ];
    expect(places.length).toBeGreaterThan(5);
    expect(places.flatMap(([place, bytes]) => foundIn(bytes).map((name) => `${name} in ${place}`))).toEqual([]);
    expect(await verifyLedger((after) => store.readLedger(after, 1_000))).toMatchObject({ ok: true });
  });

  test('nor of many people whose rows moved from page to page', async () => {
    const letters = (n: number): string =>
      createHash('sha256').update(String(n)).digest('base64url').replace(/\d|_/g, 'w');
    const gone = Array.from({ length: 500 }, (_, n) => n * 2).filter((n) => n !== 417);
    for (const size of [250, 20, 700]) {
      await store.upsertContacts(
        gone.map((n) => contactChange(n, { lastName: letters(n), attributes: { pad: 'z'.repeat((n * size) % 900) } })),
        nowMs,
      );
    }
    const contacts = await store.readContactsByNumber(gone.map(fictionNumber));
    const erased = [...contacts.values()].map(
      ({ id }) => ({ by: 'contactId', value: id, documents: 'json', language: 'en' }) as const,
    );
    await createErasure(store, ports).erase(erased);
    const bytes = Buffer.concat((await remains(data.location)).map(([, each]) => each));
    expect(gone.filter((n) => bytes.includes(letters(n)) || bytes.includes(fictionNumber(n)))).toEqual([]);
  });

  test('a compaction that fails is made up for', async () => {
    const full = { ...store, compact: () => Promise.reject(new ZgodaError('store_full')) };
    const input = { by: 'phone', value: person.number, documents: 'json', language: 'en' } as const;
    expect(await createErasure(full, ports).erase([input])).toMatchObject([
      { value: { found: true, compacted: false } },
    ]);
    expect(await store.isCompactionDue()).toBe(true);
    expect(await createErasure(store, ports).erase([input])).toMatchObject([
      { value: { found: false, compacted: true } },
    ]);
    expect(await store.isCompactionDue()).toBe(false);
  });

  test('nor after the store went on, was closed and opened again', async () => {
    await erase();
    await crowd(store, ports, 5);
    await store.close();
    store = await data.open();
    expect((await remains(data.location)).flatMap(([, bytes]) => foundIn(bytes))).toEqual([]);
  });
});
