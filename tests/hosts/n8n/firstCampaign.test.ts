import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startOperator, type SimulatedOperator } from '../../support/zgodaCommand';
import type { Execution, N8nClient } from './n8nClient';
import { N8nHost } from './n8nHost';
import type { RunOutput } from './runOutput';

interface Workflow {
  id: string;
  name: string;
  nodes: { name: string; type: string; parameters: Record<string, unknown>; credentials?: object }[];
}

const account = { id: 'account000000001', name: 'Test operator', type: 'smppAccountApi' };
const wrongAccount = { id: 'account000000002', name: 'Wrong login', type: 'smppAccountApi' };
const agreed = ['447700900101', '447700900102', '447700900103', '447700900104', '33639980105'];
const exampleFile = join(__dirname, '../../../examples/n8n/first-campaign.json');
const describeN8n = process.env['ZGODA_N8N_MISSING'] === undefined ? describe : describe.skip;

/** The example as it is, or as a user makes it their own: an account chosen, and a campaign of another name. */
async function example(
  changes?: { readonly id: string; readonly campaign: string },
  { id, name } = account,
): Promise<Workflow> {
  const text = await readFile(exampleFile, 'utf8');
  if (changes === undefined) return JSON.parse(text) as Workflow;
  const workflow = JSON.parse(text.replaceAll('Spring open day', changes.campaign)) as Workflow;
  for (const node of workflow.nodes) {
    if (!['n8n-nodes-zgoda.sendSms', 'n8n-nodes-zgoda.inboundSmsTrigger'].includes(node.type)) continue;
    node.credentials = { smppAccountApi: { id, name } };
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
    await host.importCredentials([
      { ...account, data: { host: '127.0.0.1', port, systemId, password } },
      { ...wrongAccount, data: { host: '127.0.0.1', port, systemId: 'nobody', password: 'wrong' } },
    ]);
    await host.importWorkflow(await example());
    await host.importWorkflow(await example({ id: 'zgodaCampaign002', campaign: 'Summer open day' }));
    await host.importWorkflow(await example({ id: 'zgodaCampaign003', campaign: 'Autumn open day' }));
    await host.importWorkflow(await example({ id: 'zgodaCampaign004', campaign: 'Winter open day' }, wrongAccount));
  }, 300_000);

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
  }, 180_000);

  it('says for each person who got no text why, and what to do', async () => {
    const output = await host.execute('zgodaCampaign001');
    const people = output['Who Got No Text, and Why']?.[0] ?? [];
    expect(people).toHaveLength(9);
    for (const person of people) {
      expect(person).toMatchObject({ name: expect.any(String), why: expect.stringMatching(/^[A-Z].+\.$/) });
    }
  }, 180_000);

  it('sends through the operator account, to each person who agreed, once', async () => {
    const output = await host.execute('zgodaCampaign002');
    expect(output['Send SMS']?.[0]).toHaveLength(5);
    expect(await destinationsOf(operator)).toEqual([...agreed].sort());
    const again = await host.execute('zgodaCampaign002');
    expect(again['Send SMS']?.[0]).toHaveLength(0);
    expect(await operator.submits()).toHaveLength(5);
  }, 180_000);

  describe('with the server running', () => {
    let client: N8nClient;

    beforeAll(async () => {
      await host.command('publish:workflow', '--id=zgodaCampaign002');
      await host.command('publish:workflow', '--id=zgodaCampaign004');
      client = await host.start();
    }, 180_000);

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

    it('shows a wrong login among the executions, and stays published', async () => {
      const failed = ({ status }: Execution) => status === 'error';
      const { error } = await executionLike(client, 'zgodaCampaign004', failed);
      expect(error).toMatch(/^The operator refused the login .* Check System ID, Password/);
      expect(await client.get('/rest/workflows/zgodaCampaign004')).toMatchObject({ active: true });
    }, 60_000);

    it('waits for a reply while the trigger is tested', async () => {
      const trigger = { triggerToStartFrom: { name: 'Inbound SMS Trigger' } };
      await client.post('/rest/workflows/zgodaCampaign003/run', trigger);
      const { output } = await executionLike(
        client,
        'zgodaCampaign003',
        (execution) => 'Who Stopped' in execution.output,
        () => operator.reply('447700900104', 'STOP'),
      );
      expect(output['Inbound SMS Trigger']?.[0]).toMatchObject([{ kind: 'stop', phone: '+447700900104' }]);
    }, 60_000);

    it('starts the workflow when someone replies STOP, and sends them nothing more', async () => {
      await operator.reply('447700900102', 'STOP');
      const { output } = await executionLike(
        client,
        'zgodaCampaign002',
        (execution) => execution.output['Inbound SMS Trigger']?.[0]?.[0]?.['phone'] === '+447700900102',
      );
      expect(output['Inbound SMS Trigger']?.[0]).toMatchObject([{ kind: 'stop' }]);
      expect(output['Who Stopped']?.[0]).toMatchObject([
        { message: '+447700900102 asked to stop and gets no more marketing texts.' },
      ]);
      await host.stop();
      const after = await host.execute('zgodaCampaign003');
      expect(after['Send SMS']?.[0]).toHaveLength(3);
      // Five texts of the first campaign, a confirmation for each of the two who stopped, and three texts of the second.
      expect(await operator.submits()).toHaveLength(10);
    }, 180_000);
  });
});

/** Waits for an execution of a workflow that is like `wanted`, nudging whatever brings it about. */
async function executionLike(
  client: N8nClient,
  workflowId: string,
  wanted: (execution: Execution) => boolean,
  nudge: () => Promise<void> = async () => undefined,
): Promise<Execution> {
  const deadline = Date.now() + 30_000;
  while (Date.now() < deadline) {
    await nudge();
    for (const id of await client.endedExecutions(workflowId)) {
      const execution = await client.execution(id);
      if (wanted(execution)) return execution;
    }
    await sleep(500);
  }
  throw new Error(`no such execution of ${workflowId}`);
}
