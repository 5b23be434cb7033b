import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startOperator, type SimulatedOperator } from '../../support/zgodaCommand';
import { chainedWorkflow } from './chainedWorkflow';
import type { N8nClient } from './n8nClient';
import { N8nHost } from './n8nHost';

const phone = '+447700900101';
const account = { id: 'account000000001', name: 'Test operator', type: 'smppAccountApi' };
const workflowId = 'listens000000001';
const workflow = chainedWorkflow(workflowId, 'Listen', [
  { name: 'Inbound SMS Trigger', type: 'n8n-nodes-zgoda.inboundSmsTrigger', parameters: { kinds: ['stop'] } },
  { name: 'Who Stopped', type: 'n8n-nodes-base.noOp', parameters: {} },
]);
const [trigger] = workflow.nodes;
Object.assign(trigger as object, { credentials: { [account.type]: { id: account.id, name: account.name } } });

const describeN8n = process.env['ZGODA_N8N_MISSING'] === undefined ? describe : describe.skip;

describeN8n('an n8n that is killed before it saved the execution for a STOP', () => {
  let host: N8nHost;
  let operator: SimulatedOperator;

  beforeAll(async () => {
    operator = await startOperator();
    host = await N8nHost.create();
    const { port, systemId, password } = operator;
    await host.importCredentials([{ ...account, data: { host: '127.0.0.1', port, systemId, password } }]);
    await host.importWorkflow(workflow);
  }, 400_000);
  afterAll(async () => {
    await host.remove();
    await operator.stop();
  }, 60_000);

  const executions = (client: N8nClient) => client.endedExecutions(workflowId);

  async function untilExecutions(client: N8nClient, count: number): Promise<string[]> {
    for (const endMs = Date.now() + 60_000; Date.now() < endMs;) {
      const ids = await executions(client);
      if (ids.length >= count) return ids;
      await sleep(200);
    }
    throw new Error(`not ${count} executions within a minute`);
  }

  it('starts it when it is back, once', async () => {
    const client = await host.start();
    await client.publish(workflowId);
    // The first STOP shows that the trigger listens.
    await operator.reply('447700900100', 'STOP');
    await untilExecutions(client, 1);

    const database = new DatabaseSync(join(host.folder, '.n8n/database.sqlite'));
    database.exec('BEGIN IMMEDIATE');
    await operator.reply(phone.slice(1), 'STOP');
    await sleep(2_000);
    await host.kill();
    database.exec('ROLLBACK');
    database.close();

    const again = await host.start();
    const ids = await untilExecutions(again, 2);
    const told = await Promise.all(ids.map((id) => again.execution(id)));
    const phones = told.map(({ output }) => (output['Inbound SMS Trigger']?.[0]?.[0] as { phone?: string }).phone);
    expect(phones.sort()).toEqual(['+447700900100', phone]);
    await sleep(2_000);
    expect(await executions(again)).toHaveLength(2);
  }, 300_000);
});
