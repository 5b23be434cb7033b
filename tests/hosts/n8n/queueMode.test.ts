import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startGateway, type GatewayProcess } from '../../support/gatewayProcess';
import { createOwnPostgres, type OwnPostgres } from '../../support/ownPostgres';
import { hasRedis, startOwnRedis, type OwnRedis } from '../../support/ownRedis';
import { startOperator, type SimulatedOperator } from '../../support/zgodaCommand';
import { freePort } from './freePort';
import type { N8nClient } from './n8nClient';
import { N8nHost } from './n8nHost';

const secretKey = 'ef'.repeat(32);
const orderText = 'Your order is ready';
const phone = '+447700900101';
const account = { id: 'account000000001', name: 'Test operator', type: 'smppAccountApi' };
const sharedStore = { id: 'store00000000001', name: 'Shared store', type: 'zgodaStoreApi' };

const reference = ({ id, name, type }: typeof account) => ({ [type]: { id, name } });

/** A workflow that sends what is posted to its webhook. */
function sendingWorkflow(id: string, credentials: object): object {
  return {
    id,
    name: `Send ${id}`,
    settings: { executionOrder: 'v1' },
    nodes: [
      {
        id: `${id}-hook`,
        name: 'Webhook',
        type: 'n8n-nodes-base.webhook',
        typeVersion: 2,
        position: [0, 0],
        webhookId: `${id}-hook`,
        parameters: { httpMethod: 'POST', path: id, responseMode: 'lastNode', options: {} },
      },
      {
        id: `${id}-send`,
        name: 'Send SMS',
        type: 'n8n-nodes-zgoda.sendSms',
        typeVersion: 1,
        position: [220, 0],
        parameters: { phone: '={{ $json.body.phone }}', text: orderText, purpose: 'service', options: {} },
        credentials,
      },
    ],
    connections: { Webhook: { main: [[{ node: 'Send SMS', type: 'main', index: 0 }]] } },
  };
}

/** A workflow that starts on a STOP. */
const listeningWorkflow = {
  id: 'queueListens0001',
  name: 'Listen',
  settings: { executionOrder: 'v1' },
  nodes: [
    {
      id: 'listens-trigger',
      name: 'Inbound SMS Trigger',
      type: 'n8n-nodes-zgoda.inboundSmsTrigger',
      typeVersion: 1,
      position: [0, 0],
      parameters: { kinds: ['stop'] },
      credentials: { ...reference(account), ...reference(sharedStore) },
    },
    {
      id: 'listens-end',
      name: 'Who Stopped',
      type: 'n8n-nodes-base.noOp',
      typeVersion: 1,
      position: [220, 0],
      parameters: {},
    },
  ],
  connections: { 'Inbound SMS Trigger': { main: [[{ node: 'Who Stopped', type: 'main', index: 0 }]] } },
};

const describeN8n = process.env['ZGODA_N8N_MISSING'] === undefined && hasRedis() ? describe : describe.skip;

describeN8n('n8n in queue mode, with a gateway', () => {
  let redis: OwnRedis;
  let server: OwnPostgres;
  let host: N8nHost;
  let client: N8nClient;
  let operator: SimulatedOperator;
  let gateway: GatewayProcess;
  let folder: string;

  beforeAll(async () => {
    [server, redis, operator, folder] = await Promise.all([
      createOwnPostgres(),
      startOwnRedis(await freePort()),
      startOperator(),
      mkdtemp(join(tmpdir(), 'zgoda-queue-')),
    ]);
    const { port } = new URL(server.address);
    host = await N8nHost.create({
      EXECUTIONS_MODE: 'queue',
      OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
      QUEUE_BULL_REDIS_HOST: '127.0.0.1',
      QUEUE_BULL_REDIS_PORT: String(redis.port),
      DB_TYPE: 'postgresdb',
      DB_POSTGRESDB_HOST: '127.0.0.1',
      DB_POSTGRESDB_PORT: port,
      DB_POSTGRESDB_DATABASE: 'postgres',
      DB_POSTGRESDB_USER: 'zgoda',
    });
    const login = { host: '127.0.0.1', port: operator.port, systemId: operator.systemId, password: operator.password };
    const location = `${server.address}?schema=zgoda`;
    await host.importCredentials([
      { ...account, data: login },
      { ...sharedStore, data: { location, advancedSettings: true, secretKey, sending: 'gateway' } },
    ]);
    const both = { ...reference(account), ...reference(sharedStore) };
    const workflows = {
      queueSends000001: sendingWorkflow('queueSends000001', both),
      queueListens0001: listeningWorkflow,
      queueRefuses0001: sendingWorkflow('queueRefuses0001', reference(account)),
    };
    await host.importWorkflow(Object.values(workflows));
    gateway = startGateway(['--smpp', operator.smpp], {
      HOME: folder,
      ZGODA_STORE: location,
      ZGODA_SECRET_KEY: secretKey,
    });
    [client] = await Promise.all([host.start(), gateway.logged(({ message }) => message === 'gateway started')]);
    await host.startWorker();
    await Promise.all(Object.keys(workflows).map((id) => client.publish(id)));
  }, 400_000);

  afterAll(async () => {
    await host.remove();
    await gateway.end();
    await operator.stop();
    await server.remove();
    await redis.stop();
    await rm(folder, { recursive: true });
  }, 60_000);

  /** n8n registers a webhook some time after it said that its workflow is active. */
  const post = (path: string, body: object) =>
    until(
      () =>
        fetch(`http://127.0.0.1:${client.port}/webhook/${path}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        }),
      ({ status }) => status !== 404,
    );

  /** The operator's log without the engine's own answer to a STOP. */
  const ordersSent = async () =>
    (await operator.submits()).filter((submit) => submit['short_message'] === Buffer.from(orderText).toString('hex'));

  async function until<T>(read: () => Promise<T>, holds: (value: T) => boolean): Promise<T> {
    for (;;) {
      const value = await read();
      if (holds(value)) return value;
      await sleep(200);
    }
  }

  it('a worker accepts a text, and the gateway sends it', async () => {
    const response = await post('queueSends000001', { phone });
    expect([response.status, await response.json()]).toEqual([
      200,
      expect.objectContaining({ sms: expect.objectContaining({ accepted: true }) }),
    ]);
    const submits = await until(
      () => operator.submits(),
      ({ length }) => length > 0,
    );
    expect(submits.map((submit) => submit['destination'])).toEqual([phone.slice(1)]);
  }, 60_000);

  it('a STOP that the gateway took starts the workflow', async () => {
    await operator.reply(phone.slice(1), 'STOP');
    const [id] = await until(
      () => client.endedExecutions('queueListens0001'),
      ({ length }) => length > 0,
    );
    const { status, output } = await client.execution(id as string);
    expect([status, output['Inbound SMS Trigger']?.[0]]).toEqual([
      'success',
      [expect.objectContaining({ kind: 'stop', phone })],
    ]);
  }, 60_000);

  it('without a PostgreSQL store the nodes refuse, and say what to set', async () => {
    await post('queueRefuses0001', { phone });
    const [id] = await until(
      () => client.endedExecutions('queueRefuses0001'),
      ({ length }) => length > 0,
    );
    const { status, error } = await client.execution(id as string);
    expect([status, error]).toEqual(['error', expect.stringMatching(/queue mode.*Set a PostgreSQL address/s)]);
    expect(await ordersSent()).toHaveLength(1);
  }, 60_000);
});
