import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startOperator, type SimulatedOperator } from '../../support/zgodaCommand';
import type { N8nClient } from './n8nClient';
import { N8nHost } from './n8nHost';
import type { RunOutput } from './runOutput';

interface Workflow {
  id: string;
  name: string;
  nodes: { name: string; type: string; parameters: Record<string, unknown>; credentials?: object }[];
}

const account = { id: 'account000000001', name: 'Test operator', type: 'smppAccountApi' };
const agreed = ['447700900101', '447700900102', '447700900103', '447700900104', '33639980105'];
const exampleFile = join(__dirname, '../../../examples/n8n/first-campaign.json');
const describeN8n = process.env['ZGODA_N8N_MISSING'] === undefined ? describe : describe.skip;

/** The example as it is, or as a user makes it their own: an account chosen, and a campaign of another name. */
async function example(changes?: { readonly id: string; readonly campaign: string }): Promise<Workflow> {
  const text = await readFile(exampleFile, 'utf8');
  if (changes === undefined) return JSON.parse(text) as Workflow;
  const workflow = JSON.parse(text.replaceAll('Spring open day', changes.campaign)) as Workflow;
  for (const node of workflow.nodes) {
    if (!['n8n-nodes-zgoda.sendSms', 'n8n-nodes-zgoda.inboundSmsTrigger'].includes(node.type)) continue;
    node.credentials = { smppAccountApi: { id: account.id, name: account.name } };
  }
  return { ...workflow, id: changes.id, name: changes.campaign };
}

const reasonsOf = (output: RunOutput): unknown[] =>
  (output['Who Got No Text, and Why']?.[0] ?? []).map((item) => item['reason']).sort();
const destinationsOf = async (operator: SimulatedOperator): Promise<unknown[]> =>
  (await operator.submits()).map((submit) => submit['destination']).sort();

describeN8n('the first campaign in a real n8n', () => {
  let host: N8nHost;
  let operator: SimulatedOperator;

  beforeAll(async () => {
    operator = await startOperator();
    host = await N8nHost.create();
    const { systemId, password, port } = operator;
    await host.importCredentials([{ ...account, data: { host: '127.0.0.1', port, systemId, password } }]);
    await host.importWorkflow(await example());
    await host.importWorkflow(await example({ id: 'zgodaCampaign002', campaign: 'Summer open day' }));
  }, 180_000);

  afterAll(async () => {
    await host.remove();
    await operator.stop();
  }, 60_000);

  it('runs as imported, in test mode', async () => {
    const output = await host.execute('zgodaCampaign001');
    const [accepted, notSent] = output['Send SMS'] ?? [];
    expect(accepted?.map((item) => item['sms'])).toEqual(
      agreed.map(() => expect.objectContaining({ accepted: true, state: 'delivered', segments: 1 })),
    );
    expect(notSent).toHaveLength(4);
    expect(reasonsOf(output)).toEqual(['duplicate', 'invalid_number', 'no_consent', 'no_consent']);
    expect(output['Campaign Report']?.[0]?.[0]?.['report']).toMatchObject({ accepted: 5, delivered: 5 });
    expect(await destinationsOf(operator)).toEqual([]);
  }, 120_000);

  it('says for each person who got no text why, and what to do', async () => {
    const output = await host.execute('zgodaCampaign001');
    const people = output['Who Got No Text, and Why']?.[0] ?? [];
    expect(people).toHaveLength(9);
    for (const person of people) {
      expect(person).toMatchObject({ name: expect.any(String), why: expect.stringMatching(/^[A-Z].+\.$/) });
    }
  }, 120_000);

  it('sends through the operator account, to each person who agreed, once', async () => {
    const output = await host.execute('zgodaCampaign002');
    expect(output['Send SMS']?.[0]).toHaveLength(5);
    expect(await destinationsOf(operator)).toEqual([...agreed].sort());
    const again = await host.execute('zgodaCampaign002');
    expect(again['Send SMS']?.[0]).toHaveLength(0);
    expect(await operator.submits()).toHaveLength(5);
  }, 120_000);

  describe('with the server running', () => {
    let client: N8nClient;

    beforeAll(async () => {
      await host.command('publish:workflow', '--id=zgodaCampaign002');
      client = await host.start();
    }, 120_000);

    it('tests the account by a real login', async () => {
      const { systemId, password, port } = operator;
      const test = async (changes: object): Promise<{ status: string; message: string }> =>
        await client.post('/rest/credentials/test', {
          credentials: { ...account, data: { host: '127.0.0.1', port, systemId, password, ...changes } },
        });
      expect(await test({})).toEqual({ status: 'OK', message: expect.any(String) });
      expect(await test({ password: 'wrong' })).toEqual({
        status: 'Error',
        message: expect.stringMatching(/^The operator refused the login .*Check System ID, Password/),
      });
      expect(await test({ port: client.port })).toEqual({
        status: 'Error',
        message: expect.stringMatching(/Check the port/),
      });
    }, 60_000);

    it('starts the workflow when someone replies STOP, and sends them nothing more', async () => {
      await operator.reply('447700900102', 'STOP');
      const output = await executionOf(client, 'zgodaCampaign002', 'Inbound SMS Trigger');
      expect(output['Inbound SMS Trigger']?.[0]).toMatchObject([{ kind: 'stop', phone: '+447700900102' }]);
      expect(output['Who Stopped']?.[0]).toMatchObject([
        { message: '+447700900102 asked to stop and gets no more marketing texts.' },
      ]);
      await host.stop();
      await host.importWorkflow(await example({ id: 'zgodaCampaign003', campaign: 'Autumn open day' }));
      const after = await host.execute('zgodaCampaign003');
      expect(after['Send SMS']?.[0]).toHaveLength(4);
      expect(await operator.submits()).toHaveLength(9);
    }, 180_000);
  });
});

/** Waits until an execution of a workflow that a given node started has ended; its output. */
async function executionOf(client: N8nClient, workflowId: string, startNode: string): Promise<RunOutput> {
  const filter = encodeURIComponent(JSON.stringify({ workflowId, status: ['success', 'error'] }));
  const deadline = Date.now() + 30_000;
  while (Date.now() < deadline) {
    const { results } = await client.get<{ results: { id: string }[] }>(`/rest/executions?filter=${filter}`);
    for (const { id } of results) {
      const output = await client.executionOutput(id);
      if (startNode in output) return output;
    }
    await sleep(250);
  }
  throw new Error(`nothing was started by ${startNode}`);
}
