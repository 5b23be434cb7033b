import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DateTime } from 'luxon';
import { runZgoda, startOperator, startZgoda, type SimulatedOperator } from '../../support/zgodaCommand';

const phoneOf = (index: number) => `+447700900${String(index).padStart(3, '0')}`;
const consentOf = (phone: string) => ({
  phone,
  act: 'grant',
  wording: 'I agree to offers by SMS.',
  method: 'form',
  source: 'https://shop.example',
});

describe('zgoda send-sms', () => {
  let folder: string;
  let operator: SimulatedOperator;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zgoda-store-'));
    operator = await startOperator();
  });

  afterEach(async () => {
    await operator.stop();
    await rm(folder, { recursive: true });
  });

  const run = (words: string[], items: object[] = []) => runZgoda([...words, '--store', folder], items);
  const send = (items: object[], ...flags: string[]) =>
    run(['send-sms', '--smpp', operator.smpp, '--campaign', 'spring', ...flags], items);

  it('tells how the connection does, and of a password beyond the limit', async () => {
    const smpp = operator.smpp.replace('secret', 'longer-than-eight');
    const open = await startOperator(['--password', 'longer-than-eight']);
    const to = smpp.replace(String(operator.port), String(open.port));
    const words = ['send-sms', '--smpp', to, '--statistics', '--purpose', 'service', '--wait', 'delivered'];
    const { notes } = await run(words, [{ phone: phoneOf(1), text: 'Hello' }]);
    await open.stop();
    expect(notes).toMatch(/taken 1 \(.*connections 1, reconnects 0/);
    expect(notes.match(/The password has more than 8 characters/g)).toHaveLength(1);
  });

  it('takes contacts from an import to their phones, and refuses those who did not agree', async () => {
    const contacts = [
      { phone: phoneOf(1), firstName: 'Zoë' },
      { phone: phoneOf(2), firstName: 'Ola' },
      { phone: 'not a number', firstName: 'X' },
    ];
    const saved = await run(['upsert-contact'], contacts);
    expect(saved.exitCode).toBe(1);
    expect(saved.lines.map((line) => line['ok'])).toEqual([true, true, false]);
    expect(saved.lines[2]).toMatchObject({ error: { code: 'invalid_number' } });

    const recorded = await run(['record-consent'], [consentOf(phoneOf(1))]);
    expect(recorded.lines[0]).toMatchObject({ ok: true, state: 'granted', maySend: true });

    const sent = await send(
      contacts.map(({ phone }) => ({ phone, text: 'Hello {{firstName}}' })),
      '--wait',
      'delivered',
    );
    expect(sent.lines).toMatchObject([
      { ok: true, accepted: true, state: 'delivered', segments: 1 },
      { ok: true, accepted: false, reason: 'no_consent' },
      { ok: true, accepted: false, reason: 'invalid_number' },
    ]);
    expect(sent.exitCode).toBe(0);
    expect(await operator.submits()).toHaveLength(1);

    const report = await run(['report-campaign', '--campaign', 'spring', '--json']);
    expect(report.lines[0]).toMatchObject({
      accepted: 1,
      delivered: 1,
      underway: 0,
      notSent: { no_consent: 1, invalid_number: 1 },
      segments: 1,
    });
  });

  it('sends a saved template in each person’s language, as the template’s purpose', async () => {
    const template = { template: 'order-ready', purpose: 'service' };
    const saved = await run(
      ['save-template'],
      [
        { ...template, language: 'en', text: 'Ready: {{order}}' },
        { ...template, language: 'pl', text: 'Można odebrać: {{order}}' },
        { ...template, language: 'de', text: '{{#if order}}Fertig' },
      ],
    );
    expect(saved.lines).toMatchObject([
      { ok: true, version: 1, languages: ['en'], warnings: [] },
      { ok: true, version: 2, languages: ['en', 'pl'] },
      { ok: false, error: { code: 'template_refused' } },
    ]);
    await run(['upsert-contact'], [{ phone: phoneOf(6), language: 'pl' }]);
    const sent = await send(
      [phoneOf(6), phoneOf(7)].map((phone) => ({ phone, template: 'order-ready', variables: { order: 'A7' } })),
      '--wait',
      'submitted',
    );
    expect(sent.lines).toMatchObject([
      { accepted: true, encoding: 'ucs2', segments: 1 },
      { accepted: true, encoding: 'gsm7', segments: 1 },
    ]);
    expect(await operator.submits()).toHaveLength(2);
  });

  it('weighs each text of a batch by the consent to its own purpose', async () => {
    const [noOffers, noTexts] = [phoneOf(1), phoneOf(2)];
    await run(['upsert-contact'], [{ phone: noOffers }, { phone: noTexts }]);
    const withdraw = { act: 'withdraw', method: 'phone', source: 'call centre' };
    const withdrawals = [
      { ...withdraw, phone: noOffers, purpose: 'marketing' },
      { ...withdraw, phone: noTexts, purpose: 'service' },
    ];
    expect((await run(['record-consent'], withdrawals)).exitCode).toBe(0);

    const { lines } = await send([
      { phone: noOffers, text: 'Your order is ready', purpose: 'service' },
      { phone: noOffers, text: 'Spring sale', purpose: 'marketing', campaign: 'sale' },
      { phone: noTexts, text: 'Your order is ready', purpose: 'service' },
    ]);
    expect(lines).toMatchObject([
      { accepted: true },
      { accepted: false, reason: 'withdrawn' },
      { accepted: false, reason: 'withdrawn' },
    ]);
  });

  it('holds marketing in quiet hours, says until when, and lets service texts pass', async () => {
    const [from, until] = [-1, 1].map((hours) => DateTime.now().setZone('Europe/London').plus({ hours }));
    const config = join(folder, 'settings.json');
    const clock = (time: DateTime | undefined) => time?.toFormat('HH:mm');
    const settings = { quietHours: 'own', quietFrom: clock(from), quietUntil: clock(until) };
    await writeFile(config, JSON.stringify(settings));
    await run(['record-consent'], [consentOf(phoneOf(8))]);
    const items = [
      { phone: phoneOf(8), text: 'Sale' },
      { phone: phoneOf(8), text: 'Parcel', purpose: 'service', deduplicationKey: 'parcel-8' },
    ];
    const sent = await send(items, '--config', config, '--wait', 'submitted', '--wait-seconds', '50');
    expect(sent.lines).toMatchObject([
      { accepted: true, state: 'held', reason: 'quiet_hours', explanation: expect.stringContaining('quiet hours') },
      { accepted: true, reason: null, heldUntil: null },
    ]);
    expect(sent.lines[0]?.['heldUntil']).toBe(until?.startOf('minute').toUTC().toISO());
    expect(await operator.submits()).toHaveLength(1);
    const report = await run(['report-campaign', '--campaign', 'spring', '--json']);
    expect(report.lines[0]).toMatchObject({ accepted: 2, underway: 1, held: 1 });
  });

  it('previews as an account would send, at its price, without connecting to it', async () => {
    const closed = 'smpp://shop:secret@127.0.0.1:1?shiftLanguages=tr&pricePerSegment=0.05';
    const text = 'ş'.repeat(100);
    const previews = [
      await run(['preview-sms', '--smpp', closed], [{ text }, { text, pricePerSegment: 0.2 }]),
      await run(['preview-sms'], [{ text }]),
    ];
    expect(previews.flatMap(({ lines }) => lines)).toMatchObject([
      { encoding: 'gsm7', segments: 1, cost: 0.05 },
      { encoding: 'gsm7', segments: 1, cost: 0.2 },
      { encoding: 'ucs2', segments: 2, cost: null },
    ]);
  });

  it('sends nothing twice when it runs again', async () => {
    const items = [
      { phone: phoneOf(3), text: 'Your parcel is here', purpose: 'service', deduplicationKey: 'parcel-1' },
    ];
    const first = await send(items, '--wait', 'submitted');
    const again = await send(items, '--wait', 'delivered');
    expect(again.lines[0]).toMatchObject({
      accepted: false,
      reason: 'duplicate',
      state: 'delivered',
      messageId: first.lines[0]?.['messageId'],
    });
    expect(await operator.submits()).toHaveLength(1);
  });

  it('loses nothing and sends nothing twice when it is killed in the middle', async () => {
    const items = Array.from({ length: 3_000 }, (_, index) => ({
      phone: phoneOf(index % 1_000),
      text: `Ticket ${index}`,
      purpose: 'service',
      deduplicationKey: `ticket-${index}`,
    }));
    const words = [
      'send-sms',
      '--store',
      folder,
      '--smpp',
      operator.smpp,
      '--wait',
      'delivered',
      '--input',
      '-',
      '--json',
    ];
    const { child, outcome } = startZgoda(words, items.map((item) => JSON.stringify(item)).join('\n'));
    while ((await operator.submits()).length < 300) await new Promise((resolve) => setTimeout(resolve, 20));
    child.kill('SIGKILL');
    await outcome;

    const again = await send(items, '--wait', 'delivered');
    expect(again.lines).toHaveLength(items.length);
    const states = again.lines.map((line) => line['state']);
    const uncertain = states.filter((state) => state === 'uncertain').length;
    expect(states.filter((state) => state === 'delivered')).toHaveLength(items.length - uncertain);
    expect(uncertain).toBeLessThanOrEqual(50);

    const texts = (await operator.submits()).map((submit) => String(submit['short_message']));
    expect(new Set(texts).size).toBe(texts.length);
    expect(texts.length).toBeGreaterThanOrEqual(items.length - uncertain);
    expect(texts.length).toBeLessThanOrEqual(items.length);
  });

  it('says what is wrong with a login and with an unknown flag', async () => {
    const wrong = operator.smpp.replace('secret', 'wrong');
    const item = { phone: phoneOf(4), text: 'Hi', purpose: 'service' };
    const refused = await run(['send-sms', '--smpp', wrong, '--wait', 'submitted', '--wait-seconds', '2'], [item]);
    expect(refused.notes).toContain('The operator refused the login');
    expect(refused.notes).not.toContain('wrong');
    expect(refused.lines[0]).toMatchObject({ accepted: true, state: 'queued' });

    const unknown = await run(['send-sms', '--colour', 'red']);
    expect(unknown).toMatchObject({ exitCode: 2 });
  });
});
