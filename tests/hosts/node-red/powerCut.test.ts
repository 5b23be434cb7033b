import { join } from 'node:path';
import { startSimulator } from '../../../engine/src/transports/simulator/simulator';
import { firstCampaignOver } from './exampleFlow';
import { startNodeRed, type NodeRedHost } from './nodeRedHost';

const contactsFile = join(__dirname, '../../../examples/data/contacts.csv');

interface Report {
  readonly accepted: number;
  readonly underway: number;
  readonly uncertain: number;
}

/** Presses "Show report", and gives what comes. */
async function report(host: NodeRedHost): Promise<Report> {
  const since = host.told.length;
  await host.inject('zfc-show-report');
  const shown = await host.until('a report', (told) =>
    told.slice(since).find(({ topic, data }) => topic === 'debug' && data.id === 'zfc-report-shown'),
  );
  return JSON.parse(String(shown.data.msg)) as Report;
}

describe('a power cut in the middle of a campaign', () => {
  it('loses no text, and sends none twice', async () => {
    const texted: string[] = [];
    const operator = await startSimulator({
      systemId: 'shop',
      password: 'secret',
      latencyMs: 20,
      onSubmit: ({ destination, sequence: _sequence, esmClass, shortMessage }) =>
        texted.push(`${destination} ${esmClass & 0x40 ? (shortMessage[5] ?? 1) : 1}`),
    });
    const flow = firstCampaignOver(operator.port, { CAMPAIGN: 'Spring', CSV_FILE: contactsFile });
    let host = await startNodeRed();
    try {
      await host.deploy(flow);
      await host.inject('zfc-start');
      await host.until('the middle of the campaign', () => (texted.length > 300 ? true : undefined));
      await host.kill();
      const before = texted.length;
      host = await startNodeRed({ userDir: host.userDir });
      await host.inject('zfc-start');
      await host.until('every row', (told) => {
        const text = told.findLast(({ topic }) => topic === 'status/zfc-send')?.data.text;
        const [ok = 0, notSent = 0] = String(text).match(/\d+/g)?.map(Number) ?? [];
        return ok + notSent >= 1_000 ? true : undefined;
      });
      let last = await report(host);
      while (last.underway > 0) last = await report(host);
      const people = new Set(texted.map((part) => part.split(' ')[0]));
      expect(texted.length).toBeGreaterThan(before);
      expect(new Set(texted).size).toBe(texted.length);
      expect(last.accepted).toBe(780);
      expect(people.size).toBeGreaterThanOrEqual(last.accepted - last.uncertain);
    } finally {
      await host.stop();
      await operator.close();
    }
  }, 120_000);
});
