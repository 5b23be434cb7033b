import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startSimulator, type Simulator } from '../../../engine/src/transports/simulator/simulator';
import { exampleFlow, firstCampaignOver } from './exampleFlow';
import { startNodeRed, type NodeRedHost, type Told } from './nodeRedHost';

const contactsFile = join(__dirname, '../../../examples/data/contacts.csv');

interface Report {
  readonly accepted: number;
  readonly delivered: number;
  readonly underway: number;
  readonly notSent: Readonly<Record<string, number>>;
}

const statusText = (told: readonly Told[], id: string): unknown =>
  told.findLast(({ topic }) => topic === `status/${id}`)?.data.text;

const debugs = (told: readonly Told[], id: string): unknown[] =>
  told.filter(({ topic, data }) => topic === 'debug' && data.id === id).map(({ data }) => data.msg);

const numberIn = (text: unknown, word: string): number =>
  Number(new RegExp(`(\\d+) ${word}`).exec(String(text))?.[1] ?? 0);

/** Waits until Send SMS is done with so many rows, by what it told after its first `since` messages. */
async function sendSmsDone(host: NodeRedHost, rows: number, since = 0): Promise<void> {
  await host.until(`${rows} rows at Send SMS`, (told) => {
    const text = statusText(told.slice(since), 'zfc-send');
    const done = numberIn(text, 'ok') + numberIn(text, 'not sent') + numberIn(text, 'failed');
    return done >= rows ? true : undefined;
  });
}

/** Presses "Show report" until nothing is on its way any more. */
async function finalReport(host: NodeRedHost): Promise<Report> {
  for (;;) {
    const before = debugs(host.told, 'zfc-report-shown').length;
    await host.inject('zfc-show-report');
    const shown = await host.until('a report', (told) => debugs(told, 'zfc-report-shown')[before]);
    const report = JSON.parse(String(shown)) as Report;
    if (report.underway === 0) return report;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const sum = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((total, count) => total + count, 0);

describe('the first campaign in a real Node-RED', () => {
  let host: NodeRedHost;

  describe('as it is imported', () => {
    beforeAll(async () => {
      host = await startNodeRed();
    });
    afterAll(() => host.stop());

    it('runs in test mode over the made-up people, and says so', async () => {
      await host.deploy(exampleFlow('first-campaign'));
      await host.until('test mode at Send SMS', (told) =>
        statusText(told, 'zfc-send') === 'status.testMode' ? true : undefined,
      );
      await host.inject('zfc-start');
      await sendSmsDone(host, 6);
      expect(await finalReport(host)).toMatchObject({
        accepted: 3,
        delivered: 3,
        notSent: { no_consent: 2, invalid_number: 1 },
      });
      expect(debugs(host.told, 'zfc-not-sent')).toEqual([
        'The person refused consent on 2026-04-20.',
        'No consent to marketing is recorded.',
        expect.stringContaining('This is not a phone number that a text can be sent to'),
      ]);
    });
  });

  describe('with a list of 1,000 people and an operator', () => {
    let operator: Simulator;
    const texted: string[] = [];

    beforeAll(async () => {
      operator = await startSimulator({
        systemId: 'shop',
        password: 'secret',
        onSubmit: (submit) => texted.push(submit.destination),
      });
      host = await startNodeRed();
      await host.deploy(firstCampaignOver(operator.port, { CAMPAIGN: 'Spring', CSV_FILE: contactsFile }));
      await host.until('the connection', (told) =>
        statusText(told, 'zfc-send') === 'status.ready' ? true : undefined,
      );
    });
    afterAll(async () => {
      await host.stop();
      await operator.close();
    });

    it('sends each person at most one text, and gives a reason for each row that got none', async () => {
      await host.inject('zfc-start');
      await sendSmsDone(host, 1_000);
      const report = await finalReport(host);
      const rows = readFileSync(contactsFile, 'utf8').trimEnd().split('\n').length - 1;
      expect(rows).toBe(1_000);
      expect(report.delivered).toBe(report.accepted);
      expect(new Set(texted).size).toBe(report.accepted);
      const notSent = debugs(host.told, 'zfc-not-sent');
      expect(notSent).toHaveLength(rows - report.accepted);
      const duplicates = notSent.filter((why) => /accepted before/.test(String(why))).length;
      expect(sum(report.notSent) + duplicates).toBe(notSent.length);
      expect(Object.keys(report.notSent)).toEqual(
        expect.arrayContaining(['invalid_number', 'no_consent', 'withdrawn', 'minor_without_guardian']),
      );
      expect(numberIn(statusText(host.told, 'zfc-send'), 'failed')).toBe(0);
    });

    it('sends nothing twice when it is started again', async () => {
      const before = texted.length;
      await host.inject('zfc-start');
      await sendSmsDone(host, 2_000);
      await finalReport(host);
      expect(texted).toHaveLength(before);
    });

    it('tells of a STOP, and texts that person no more', async () => {
      const person = texted[0] as string;
      operator.inbound({ from: person, to: '48500', text: 'Stop proszę' });
      const told = await host.until('the STOP', (all) => debugs(all, 'zfc-stopped')[0]);
      expect(JSON.parse(String(told))).toMatchObject({ kind: 'stop', phone: `+${person.replace(/^\+/, '')}` });
      await host.deploy(firstCampaignOver(operator.port, { CAMPAIGN: 'Summer', CSV_FILE: contactsFile }));
      const [before, since] = [texted.length, host.told.length];
      await host.inject('zfc-start');
      await sendSmsDone(host, 1_000, since);
      await finalReport(host);
      expect(texted.slice(before)).not.toContain(person);
      expect(texted.length).toBeGreaterThan(before);
    });
  });
});
