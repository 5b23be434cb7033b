import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runZgoda, startOperator, type SimulatedOperator } from '../../support/zgodaCommand';

const phone = '+447700900111';
const wording = 'I agree to receive offers from MyShop by SMS. I can stop at any time.';
const sha256 = createHash('sha256').update(wording).digest('hex');

describe('zgoda explain-message', () => {
  let folder: string;
  let operator: SimulatedOperator;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zgoda-explain-'));
    operator = await startOperator();
  });
  afterAll(async () => {
    await operator.stop();
    await rm(folder, { recursive: true });
  });

  const run = (words: string[], items: object[] = []) => runZgoda([...words, '--store', folder], items);
  const one = async (command: string, item: object, ...flags: string[]) =>
    (await run([command, ...flags], [item])).lines[0] ?? {};
  const send = (item: object) =>
    one('send-sms', { text: 'Hello', campaign: 'spring', ...item }, '--smpp', operator.smpp, '--wait', 'delivered');
  const explain = async (message: unknown) =>
    (await run(['explain-message', '--message', String(message), '--json'])).lines[0] ?? {};

  it('tells why a text was sent, with its words and the article of law; and still does after the erasure', async () => {
    await one('save-wording', { wording: 'newsletter', text: wording, language: 'en' });
    expect((await run(['wordings', '--wording', 'newsletter', '--json'])).lines).toMatchObject([
      { version: 1, language: 'en', text: wording, sha256 },
    ]);
    const grant = { act: 'grant', wordingName: 'newsletter', method: 'kiosk', source: 'Spring fair' };
    const { entryId } = await one('record-consent', { phone, ...grant });
    const { messageId } = await send({ phone });
    expect(await one('check-consent', { phone })).toMatchObject({ maySend: true, entryIds: [entryId] });

    const told = await explain(messageId);
    expect(told).toMatchObject({
      state: 'delivered',
      erased: false,
      decision: { basis: 'consent', rule: 'GB/marketing/2003-12-11', jurisdiction: 'GB' },
      consent: { entryId, act: 'grant', wordingName: 'newsletter', wordingVersion: '1', wordingSha256: sha256 },
      times: { accepted: expect.any(String), submitted: expect.any(String), final: expect.any(String) },
    });
    expect(JSON.stringify(told)).not.toContain('7700900111');
    const sentences = String(told['sentences']);
    expect(sentences).toContain(
      'Privacy and Electronic Communications Regulations 2003, reg. 22, in force since 2003-12-11',
    );

    await one('erase-subject', { by: 'phone', value: phone }, '--output-folder', folder);
    const later = await explain(messageId);
    expect(later).toMatchObject({
      state: 'delivered',
      erased: true,
      decision: told['decision'],
      consent: { entryId, erased: true, wordingSha256: null, commitment: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
    expect(String(later['sentences'])).toContain('The person was erased since');
  });

  it('tells why a text was not sent', async () => {
    const { messageId } = await send({ phone: '+447700900112' });
    expect(await explain(messageId)).toMatchObject({
      state: 'blocked',
      reason: 'no_consent',
      decision: { basis: 'no_consent', rule: 'GB/marketing/2003-12-11' },
      consent: null,
      sentences: expect.arrayContaining(['It was not allowed: no consent was recorded.']),
    });
    expect((await run(['explain-message', '--message', 'unknown'])).exitCode).toBe(2);
  });
});
