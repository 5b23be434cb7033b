import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createConsents } from '../../../engine/src/compliance/consents';
import type { ExportDocument } from '../../../engine/src/compliance/exportDocument';
import { createSubjectExports, type SubjectExportInput } from '../../../engine/src/compliance/subjectExport';
import { createDocumentPrinter } from '../../../engine/src/documents/documentPrinter';
import { systemRandom } from '../../../engine/src/shared/random';
import type { Store } from '../../../engine/src/store/store';
import { hasService } from '../../support/hasService';
import { testController } from '../../support/compliance/memoryStore';
import { createManualClock } from '../../support/manualClock';
import { contactChange, fictionNumber, message, nextId, nowMs, numberKey } from './fixtures';
import { stores, type StoreUnderTest } from './stores';

const run = promisify(execFile);

const wording = 'Zgadzam się na SMS-y o promocjach sklepu Łąka.';

const operator = 'smpp:shop@smpp.operator.example:2775';

/** What the engine gives to the parts under test. */
const ports = {
  clock: createManualClock(nowMs + 60_000),
  ids: { next: nextId },
  random: systemRandom,
  numberKey,
  defaultCountry: 'GB',
};

/** A person of whom every table holds something; returns the contact's id. */
async function storePerson(store: Store): Promise<string> {
  const names = { firstName: 'Żaneta', lastName: 'Жукова', email: 'Zaneta@example.org', birthDate: '1990-04-05' };
  const details = { groups: ['vip', 'kraków'], attributes: { 'rozmiar buta': 38 }, country: 'PL' };
  const [saved] = await store.upsertContacts(
    [contactChange(1, { ...names, ...details }), contactChange(2, { firstName: 'Bob' })],
    nowMs,
  );
  const contactId = saved?.contact.id ?? '';
  const agreed = { wording, method: 'form', source: 'laka.example', ipAddress: '192.0.2.7' } as const;
  const actedAt = new Date(nowMs - 1_000).toISOString();
  await createConsents(store, ports).record([
    { phone: fictionNumber(1), act: 'grant', purpose: 'marketing', actedAt, ...agreed },
  ]);
  await deliver(store, contactId);
  await store.appendMessages([message(2, { text: 'For Bob' })], nowMs);
  const from = { from: fictionNumber(1), numberKey: numberKey(fictionNumber(1)), to: '2345' };
  const reply = { text: 'Дякую! Kiedy otwarcie?', receivedAtMs: nowMs + 20_000, deduplicationKey: 'in-1' };
  await store.appendInbound([{ id: nextId(), route: operator, ...from, ...reply }]);
  await store.writeSuppressions([
    { numberKey: from.numberKey, scope: 'marketing', reason: 'stop', sinceMs: nowMs + 30_000 },
  ]);
  return contactId;
}

async function deliver(store: Store, contactId: string): Promise<void> {
  const text = 'Cześć Żaneto, zażółć gęślą jaźń 🙂';
  const sent = message(1, { route: operator, contactId, purpose: 'marketing', campaign: 'wiosna', text });
  await store.appendMessages([sent], nowMs);
  const lease = await store.takeLease(operator, 'process-a', 30_000, nowMs);
  if (lease === null) throw new Error('the lease is held');
  const { claimed } = await store.claimMessages(operator, lease, 1, 30_000, nowMs);
  const records = claimed.map((each) => ({ ...each, state: 'submitted' as const, partIds: ['op-1'] }));
  await store.markSubmitted(operator, records, nowMs + 1_000);
  const receipt = { route: operator, partId: 'op-1', anyForm: false, state: 'delivered', errorCode: null } as const;
  await store.markReceipts([{ ...receipt, doneAtMs: nowMs + 9_000 }], nowMs + 9_000);
}

describe.each(stores)('the export of a person in %s', (_kind, make) => {
  let data: StoreUnderTest;
  let store: Store;
  let contactId: string;
  let folder: string;
  const input = (change: Partial<SubjectExportInput> = {}): SubjectExportInput => ({
    ...{ by: 'phone', value: fictionNumber(1), documents: 'both', language: 'en' },
    ...change,
  });
  const exportsOf = () =>
    createSubjectExports(store, {
      ...ports,
      printer: createDocumentPrinter({ zone: 'Europe/Warsaw' }),
      controller: testController,
    });
  const exported = async (change: Partial<SubjectExportInput> = {}) => {
    const [result] = await exportsOf().export([input(change)]);
    if (result?.ok !== true) throw result?.error ?? new Error('no result');
    return result.value;
  };
  const documentOf = async (change: Partial<SubjectExportInput> = {}): Promise<ExportDocument> =>
    JSON.parse((await exported({ ...change, documents: 'json' })).files.json?.content.toString('utf8') ?? '');
  const recordsOf = async (name: string, change: Partial<SubjectExportInput> = {}) =>
    (await documentOf(change)).sections.find((section) => section.name === name)?.records ?? [];

  async function pdfText(content: Buffer | undefined): Promise<string> {
    const file = join(folder, 'export.pdf');
    await writeFile(file, content ?? '');
    return (await run('pdftotext', ['-layout', file, '-'])).stdout;
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zgoda-export-'));
    data = await make();
    store = await data.open();
    contactId = await storePerson(store);
  });
  afterAll(async () => {
    await data.remove();
    await rm(folder, { recursive: true });
  });

  test('JSON: everything, and nothing of anybody else', async () => {
    const document = await documentOf();
    expect(document).toMatchObject({
      ...{ schema: 'zgoda-subject-export', schemaVersion: 1, found: true },
      ...{ subject: { number: fictionNumber(1), contactId }, controller: { name: 'Łąka sp. z o.o.' } },
    });
    const counts = Object.fromEntries(document.sections.map(({ name, records }) => [name, records.length]));
    expect(counts).toMatchObject({
      ...{ contacts: 1, contactGroups: 2, consentStates: 1, ledger: 1, suppressions: 1 },
      ...{ messages: 1, deliveries: 1, messageParts: 1, inboundMessages: 1, events: 1 },
    });
    expect(JSON.stringify(document)).not.toMatch(/Bob|7700900002/);
    const submittedAt = new Date(nowMs + 1_000).toISOString();
    expect(document.recipients).toMatchObject([
      { name: 'smpp.operator.example', firstAt: submittedAt, lastAt: submittedAt },
    ]);
  });

  test('JSON: values as they are, times in ISO 8601, objects as objects', async () => {
    expect(await recordsOf('contacts')).toEqual([
      expect.objectContaining({
        ...{ firstName: 'Żaneta', lastName: 'Жукова', email: 'Zaneta@example.org', birthDate: '1990-04-05' },
        ...{ attributes: { 'rozmiar buta': 38 }, createdAt: new Date(nowMs).toISOString() },
      }),
    ]);
    expect(await recordsOf('ledger')).toMatchObject([
      { act: 'grant', body: { proof: { wording, source: 'laka.example', ipAddress: '192.0.2.7' } } },
    ]);
    expect(await recordsOf('consentStates')).toMatchObject([{ state: 'granted', byGuardian: false }]);
    expect(await recordsOf('messages')).toMatchObject([{ text: 'Cześć Żaneto, zażółć gęślą jaźń 🙂' }]);
    expect(await recordsOf('deliveries')).toMatchObject([{ state: 'delivered' }]);
  });

  test('found by contact id and by e-mail as by number', async () => {
    const byNumber = await documentOf();
    for (const change of [
      { by: 'contactId', value: contactId },
      { by: 'email', value: 'zaneta@EXAMPLE.org' },
    ] as const) {
      expect((await documentOf(change)).sections).toEqual(byNumber.sections);
    }
  });

  test('keyed hashes stay inside', async () => {
    expect(JSON.stringify(await documentOf())).not.toContain(numberKey(fictionNumber(1)));
  });

  (hasService('pdftotext') ? test : test.skip)('PDF: readable, in Polish, with every letter', async () => {
    const { files } = await exported({ language: 'pl', documents: 'pdf' });
    expect(Object.keys(files)).toEqual(['pdf']);
    const text = await pdfText(files.pdf?.content);
    if (process.env['KEEP_PDF']) await writeFile(process.env['KEEP_PDF'], files.pdf?.content ?? '');
    for (const shown of [
      ...[
        'Twoje dane w wysyłce SMS',
        'Łąka sp. z o.o.',
        fictionNumber(1),
        'Żaneta',
        'Жукова',
        'kraków',
        'rozmiar buta',
      ],
      ...['Zgoda udzielona', 'Formularz', 'Marketing', 'Doręczona', 'zażółć gęślą jaźń', 'Дякую! Kiedy otwarcie?'],
      ...['Twoje prawa', 'uodo.gov.pl', 'Po co:', 'Skąd:', 'Przechowywane', 'https://laka.example/rodo', '[U+1F642]'],
    ]) {
      expect(text).toContain(shown);
    }
    expect(text.replace(/\s+/g, ' ')).toContain(wording);
    expect((await run('pdffonts', [join(folder, 'export.pdf')])).stdout).toMatch(/IBMPlexSans.* yes yes yes/);
  });

  (hasService('pdftotext') ? test : test.skip)('PDF: in English', async () => {
    const text = await pdfText((await exported()).files.pdf?.content);
    for (const shown of ['Your data in text messaging', 'Consent given', 'Delivered', 'Who else received data']) {
      expect(text).toContain(shown);
    }
    expect(text).not.toMatch(/undefined|null|\[object/);
  });

  test('on an unknown number, contact or address nothing is held, and the documents say so', async () => {
    for (const change of [
      { value: fictionNumber(77) },
      { by: 'contactId', value: nextId() },
      { by: 'email', value: 'nobody@example.org' },
    ] as const) {
      const { found, files } = await exported(change);
      expect([found, Object.keys(files)]).toEqual([false, ['json', 'pdf']]);
    }
  });

  test('an address that several contacts share is refused, bad input fails alone', async () => {
    await store.upsertContacts(
      [contactChange(3, { email: 'both@example.org' }), contactChange(4, { email: 'Both@example.org' })],
      nowMs,
    );
    const results = await exportsOf().export([
      input({ by: 'email', value: 'both@example.org' }),
      input({ value: 'nonsense' }),
      input({ value: ' ' }),
      input({ documents: 'json' }),
    ]);
    expect(results.map((result) => (result.ok ? result.value.found : result.error.code))).toEqual([
      'subject_ambiguous',
      'invalid_number',
      'subject_missing',
      true,
    ]);
  });
});
