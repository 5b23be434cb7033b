import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startControlServer, type ControlServer } from '../../../engine/src/transports/simulator/controlServer';
import {
  startSimulator,
  type Simulator,
  type SimulatorOptions,
} from '../../../engine/src/transports/simulator/simulator';
import { openRoute, type TestRoute } from '../../support/smppRoute';

let simulator: Simulator;
let control: ControlServer;
let route: TestRoute;

async function begin(options: SimulatorOptions = {}): Promise<void> {
  simulator = await startSimulator(options);
  control = await startControlServer(simulator, 0);
  route = openRoute({ port: simulator.port });
  await route.ready();
}

afterEach(async () => {
  await route.transport.close(200);
  await control.close();
  await simulator.close();
});

const post = (body: string): Promise<Response> =>
  fetch(`http://127.0.0.1:${control.port}/inbound`, { method: 'POST', body });

test('a text posted to the control port comes from a phone', async () => {
  await begin();
  const answer = await post(JSON.stringify({ from: '+447700900123', to: '60000', text: 'Zażółć 👍' }));
  expect(answer.status).toBe(202);
  await route.until(() => route.inbound.length === 1);
  expect(route.inbound[0]).toMatchObject({ from: '+447700900123', to: '60000', text: 'Zażółć 👍' });
});

test.each(['', '{', '[]', '{"from":"1"}', JSON.stringify({ from: '1', to: '2', text: 'x'.repeat(70_000) })])(
  'a body that is no text is refused (%#)',
  async (body) => {
    await begin();
    expect((await post(body)).status).toBe(400);
    expect((await fetch(`http://127.0.0.1:${control.port}/other`)).status).toBe(404);
  },
);

test('texts wait for a client that receives', async () => {
  await begin();
  await route.transport.close(200);
  simulator.inbound({ from: '+447700900123', to: '60000', text: 'Later' });
  expect(simulator.statistics().undelivered).toBe(1);
  route = openRoute({ port: simulator.port });
  await route.until(() => route.inbound.length === 1);
});

test('it counts what happened', async () => {
  await begin({ tps: 1, tpsBurst: 2 });
  await Promise.all([1, 2].map((at) => route.send({ number: `+44770090000${at}` })));
  await route.until(() => route.receipts.length === 2 && simulator.statistics().undelivered === 0);
  const stats = (await (await fetch(`http://127.0.0.1:${control.port}/stats`)).json()) as unknown;
  expect(stats).toEqual({
    accepted: 2,
    throttled: 0,
    rejected: 0,
    receipts: 2,
    replies: 0,
    undelivered: 0,
    binds: 1,
    bound: 1,
    enquireLinks: 0,
  });
});

test('each text is logged as a line of JSON', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'zgoda-smsc-'));
  const logFile = join(folder, 'submits.jsonl');
  await begin({ logFile, firstId: 9 });
  await route.send({ number: '+447700900123', text: 'Hello' });
  await route.transport.close(200);
  await simulator.close();
  const lines = (await readFile(logFile, 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
  expect(lines).toEqual([
    {
      sequence: 2,
      id: '9',
      source: 'MyShop',
      destination: '447700900123',
      data_coding: 0,
      esm_class: 0,
      short_message: Buffer.from('Hello').toString('hex'),
    },
  ]);
  await rm(folder, { recursive: true });
  simulator = await startSimulator();
});
