import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runZgoda, startOperator, type SimulatedOperator } from '../../support/zgodaCommand';

describe('zgoda uncertain', () => {
  let folder: string;
  let operator: SimulatedOperator;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zgoda-uncertain-'));
    operator = await startOperator(['--drop-every', '1']);
  });
  afterEach(async () => {
    await operator.stop();
    await rm(folder, { recursive: true });
  });

  const run = (...words: string[]) => runZgoda(['uncertain', ...words, '--store', folder, '--json']);
  const settle = (...words: string[]) => run('settle', ...words);
  const report = async () =>
    (await runZgoda(['report-campaign', '--campaign', 'spring', '--store', folder, '--json'])).lines[0];

  /** Each text by the route `main`, which leads to whichever operator is there. */
  const send = (texts: readonly string[], campaign: string) =>
    runZgoda(
      ['send-sms', '--store', folder, '--smpp', `${operator.smpp}&routeName=main`, '--wait', 'submitted'],
      texts.map((text, n) => ({ phone: `+4477009001${n}3`, text, purpose: 'service', campaign })),
    );

  it('lists what may or may not have been sent, and does with each what a person decides', async () => {
    const sent = await send(['One', 'Two', 'Three', 'Four'], 'spring');
    expect(sent.lines.map((line) => line['state'])).toEqual(Array(4).fill('uncertain'));
    const ids = sent.lines.map((line) => String(line['messageId']));
    const [taken = '', lost = ''] = ids;

    const listed = (await run('--campaign', 'spring')).lines;
    expect(listed).toEqual(
      ids.map((id, n) => ({
        id,
        campaign: 'spring',
        route: 'smpp:main',
        since: expect.stringMatching(/^20\d\d-.*Z$/),
        phoneEnding: `1${n}3`,
      })),
    );
    expect((await run('--limit', '1')).lines).toMatchObject([{ id: taken }]);
    expect((await run('--campaign', 'autumn')).lines).toEqual([]);

    expect((await settle('--message', taken, '--as', 'sent')).lines).toEqual([{ settled: 1, left: 0 }]);
    expect((await settle('--message', lost, '--as', 'failed')).lines).toEqual([{ settled: 1, left: 0 }]);
    expect(await report()).toMatchObject({ accepted: 4, underway: 1, failed: 1, uncertain: 2 });

    await operator.stop();
    operator = await startOperator();
    expect((await settle('--campaign', 'spring', '--as', 'queue')).lines).toEqual([{ settled: 2, left: 0 }]);
    expect((await run()).lines).toEqual([]);
    await send(['Something else'], 'other');
    const submits = await operator.submits();
    const texts = submits.map((submit) => Buffer.from(String(submit['short_message']), 'hex').toString('latin1'));
    expect([...texts].sort()).toEqual(['Four', 'Something else', 'Three']);
  });

  it.each([
    [['--message', 'nobody', '--as', 'sent'], 'There is no message with this id.'],
    [['--campaign', 'nothing', '--as', 'sent'], 'No text was accepted under this campaign name.'],
    [['--message', 'nobody', '--as', 'lost'], '--as: it must be one of sent, failed, queue.'],
    [['--as', 'sent'], '--message: give this or --campaign.'],
    [['--message', 'a', '--campaign', 'b', '--as', 'sent'], '--message: give this or --campaign.'],
  ])('says what is wrong: %j', async (words, sentence) => {
    expect(await settle(...words)).toMatchObject({ exitCode: 2, notes: expect.stringContaining(sentence), lines: [] });
  });

  it('settles nothing that is not uncertain', async () => {
    const { lines } = await send(['One'], 'spring');
    const id = String(lines[0]?.['messageId']);
    await settle('--message', id, '--as', 'sent');
    const again = await settle('--message', id, '--as', 'queue');
    expect([again.exitCode, again.notes]).toEqual([
      2,
      expect.stringContaining('This message is not uncertain; it is submitted.'),
    ]);
  });
});
