import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { smppAccountSchema } from '../../../engine/src/config';
import type { Engine } from '../../../engine/src/engine/engine';
import { openEngine } from '../../../engine/src/engine/openEngine';
import { sendSms } from '../../../engine/src/operations/sendSms';
import { runOperation } from '../../../engine/src/operations/runOperation';
import { silentLog } from '../../../engine/src/shared/log';
import { rawPdu } from '../../../engine/src/transports/simulator/bytes';
import { phoneText } from '../../../engine/src/transports/simulator/mobileTexts';
import { stores, type StoreUnderTest } from '../../conformance/store/stores';
import { runZgoda, startOperator, type SimulatedOperator } from '../../support/zgodaCommand';
import { startGateway, type GatewayProcess } from '../../support/gatewayProcess';
import { commandId, startScriptedSmsc } from '../../support/scriptedSmsc';

const secretKey = 'ab'.repeat(32);
const phoneOf = (index: number): string => `+447700900${String(index).padStart(3, '0')}`;

describe.each(stores.filter(([kind]) => kind === 'postgres'))('zgoda gateway over %s', (_kind, make) => {
  let data: StoreUnderTest;
  let folder: string;
  let operator: SimulatedOperator;
  let environment: Record<string, string>;
  const running = new Set<GatewayProcess>();

  beforeEach(async () => {
    data = await make();
    folder = await mkdtemp(join(tmpdir(), 'zgoda-gateway-'));
    operator = await startOperator();
    const address = data.location.kind === 'postgres' ? data.location.address : '';
    environment = { HOME: folder, ZGODA_STORE: address, ZGODA_SECRET_KEY: secretKey };
  });

  afterEach(async () => {
    await Promise.all([...running].map((gateway) => gateway.end('SIGKILL')));
    running.clear();
    await operator.stop();
    await data.remove();
    await rm(folder, { recursive: true });
  });

  async function configFile(account: object = {}): Promise<string> {
    const file = join(folder, 'gateway.json');
    await writeFile(join(folder, 'password'), `${operator.password}\n`);
    const { port, systemId } = operator;
    const route = { host: '127.0.0.1', port, systemId, password: { file: 'password' }, segmentsPerSecond: 5_000 };
    const store = { location: { env: 'ZGODA_STORE' }, secretKey: { env: 'ZGODA_SECRET_KEY' } };
    await writeFile(file, JSON.stringify({ store, routes: [{ ...route, ...account }] }));
    return file;
  }

  function start(file: string, ...words: string[]): GatewayProcess {
    const gateway = startGateway(['--config', file, ...words], environment);
    running.add(gateway);
    return gateway;
  }

  const isSending = (slots: number) => (line: Readonly<Record<string, unknown>>) =>
    line['message'] === 'slots of a route' && line['sending'] === slots;

  /** Enqueues service texts from a process that does not send. */
  const enqueue = (from: number, to: number, ...flags: string[]) =>
    runZgoda(
      ['send-sms', '--smpp', operator.smpp, '--purpose', 'service', '--campaign', 'orders', ...flags],
      Array.from({ length: to - from }, (_, n) => ({ phone: phoneOf(from + n), text: `Order ${from + n} is ready` })),
      { ...environment, ZGODA_SENDING: 'gateway' },
    );

  test('sends what a process enqueued that opens no connection of its own, and stores the receipts', async () => {
    const early = await enqueue(0, 20);
    expect(early.lines.every((line) => line['accepted'] === true)).toBe(true);
    expect(await operator.submits()).toHaveLength(0);

    const gateway = start(await configFile(), '--health', '0');
    const { port } = await gateway.logged(({ message }) => message === 'gateway started');
    const late = await enqueue(20, 40, '--wait', 'delivered');
    expect(late.lines.map((line) => line['state'])).toEqual(Array.from({ length: 20 }, () => 'delivered'));
    expect(await operator.submits()).toHaveLength(40);

    const get = (path: string) => fetch(`http://127.0.0.1:${String(port)}${path}`);
    expect((await get('/live')).status).toBe(200);
    const health = await get('/health');
    expect([health.status, await health.json()]).toEqual([
      200,
      {
        ok: true,
        routes: [expect.objectContaining({ state: 'ready', binds: [expect.objectContaining({ bound: 1 })] })],
      },
    ]);
    const metrics = await (await get('/metrics')).text();
    expect(metrics).toMatch(/^zgoda_segments_accepted_total\{route="smpp:shop@127.0.0.1:\d+",bind="0"\} 40$/m);
    expect((await get('/else')).status).toBe(404);

    expect(await gateway.end()).toBe(0);
    const told = JSON.stringify(gateway.log);
    expect(told).not.toContain(secretKey);
    expect(told).not.toContain(operator.password);
    expect(told).not.toMatch(/7700900|Order/);
  });

  test('sends no more of a campaign that another process cancelled', async () => {
    start(await configFile({ segmentsPerSecond: 20 }));
    await enqueue(0, 200);
    while ((await operator.submits()).length < 5) await new Promise((resolve) => setTimeout(resolve, 20));
    const { lines } = await runZgoda(['cancel-sms', '--campaign', 'orders', '--json'], [], environment);
    const [{ cancelled, alreadyLeft, alreadyLeftByState }] = lines as [Record<string, unknown>];
    expect(Number(cancelled) + Number(alreadyLeft)).toBe(200);
    expect(alreadyLeftByState).not.toHaveProperty('claimed');
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(await operator.submits()).toHaveLength(Number(alreadyLeft));
    const [report] = (await runZgoda(['report-campaign', '--campaign', 'orders', '--json'], [], environment)).lines;
    expect(report).toMatchObject({ accepted: 200, cancelled, delivered: alreadyLeft, underway: 0 });
  });

  describe('an idle one', () => {
    let engine: Engine;
    let gateway: GatewayProcess;
    const account = () => {
      const { port, systemId, password } = operator;
      return smppAccountSchema.parse({ host: '127.0.0.1', port, systemId, password, segmentsPerSecond: 5_000 });
    };

    beforeEach(async () => {
      gateway = start(await configFile());
      const store = { location: environment['ZGODA_STORE'] ?? '', secretKey, sending: 'gateway' as const };
      engine = await openEngine({ store, defaultFolder: folder, log: silentLog, zone: 'UTC', lingerMs: 0 });
      await gateway.logged(isSending(1));
    });
    afterEach(() => engine.release());

    /** Milliseconds until it holds, looked at often. */
    async function msUntil(holds: () => boolean | Promise<boolean>): Promise<number> {
      const startMs = performance.now();
      while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 2));
      return performance.now() - startMs;
    }

    /** Looking alone takes half a second on average: so many times in a row it is not quick. */
    const times = 8;
    const middleOf = (ms: readonly number[]): number => [...ms].sort((a, b) => a - b)[times / 2] ?? NaN;
    const quickMs = 250;

    test('sends at once what another process accepts', async () => {
      const route = engine.describeRoute(account());
      const waitedMs: number[] = [];
      for (let count = 1; count <= times; count += 1) {
        const input = { phone: phoneOf(count), text: 'Your order is ready', purpose: 'service' };
        const [result] = await runOperation(sendSms, engine.services, [input], { route });
        expect(result).toMatchObject({ ok: true, value: { accepted: true } });
        waitedMs.push(await msUntil(async () => (await operator.submits()).length === count));
        await new Promise((resolve) => setTimeout(resolve, 150 + 40 * count));
      }
      expect(middleOf(waitedMs)).toBeLessThan(quickMs);
    });

    test('has flows elsewhere told at once of the replies that it takes', async () => {
      let told = 0;
      await engine.listen('flow', ['other', 'keyword', 'help'], async () => void (told += 1));
      await new Promise((resolve) => setTimeout(resolve, 500));
      const waitedMs: number[] = [];
      for (let count = 1; count <= times; count += 1) {
        await operator.reply(phoneOf(count).slice(1), `When do you open on day ${count}?`);
        waitedMs.push(await msUntil(() => told === count));
        await new Promise((resolve) => setTimeout(resolve, 300 + 40 * count));
      }
      expect(middleOf(waitedMs)).toBeLessThan(quickMs);
    });
  });

  test('acts on a STOP, and sends that person no more marketing', async () => {
    await runZgoda(['upsert-contact'], [{ phone: phoneOf(1) }], environment);
    const proof = { wording: 'I agree.', method: 'form', source: 'https://shop.example' };
    await runZgoda(['record-consent'], [{ phone: phoneOf(1), act: 'grant', ...proof }], environment);
    const gateway = start(await configFile());
    await gateway.logged(isSending(1));
    const ask = (text: string) =>
      runZgoda(['send-sms', '--smpp', operator.smpp, '--purpose', 'marketing'], [{ phone: phoneOf(1), text }], {
        ...environment,
        ZGODA_SENDING: 'gateway',
      });
    expect((await ask('First')).lines).toMatchObject([{ accepted: true }]);
    await operator.reply(phoneOf(1).slice(1), 'STOP');
    for (;;) {
      const [line] = (await ask('Second')).lines;
      if (line?.['accepted'] === false) {
        expect(line['reason']).toMatch(/withdrawn|suppressed/);
        break;
      }
    }
  });

  test('two share the connections; when one is killed the other takes all of them', async () => {
    const file = await configFile({ binds: 4 });
    const [first, second] = [start(file), start(file)];
    await Promise.all([first.logged(isSending(2)), second.logged(isSending(2))]);
    const { length } = second.log;
    await first.end('SIGKILL');
    const killedMs = Date.now();
    await second.logged(isSending(4), length);
    // The promise is 15 s; this also bounds the test.
    expect(Date.now() - killedMs).toBeLessThan(15_000);
    await enqueue(0, 50, '--wait', 'delivered');
    expect(await operator.submits()).toHaveLength(50);
  });

  test('what a killed one had claimed, and what waited behind, is sent by the other', async () => {
    const [latencyMs, texts] = [2_000, 100];
    await operator.stop();
    operator = await startOperator(['--latency-ms', String(latencyMs)]);
    const file = await configFile({ binds: 4, window: 10, whenUncertain: 'resend' });
    const [first, second] = [start(file), start(file)];
    await Promise.all([first.logged(isSending(2)), second.logged(isSending(2))]);
    const store = await data.open();
    const countOf = async (state: 'claimed' | 'queued' | 'delivered') =>
      (await store.countCampaign('orders')).byState[state] ?? 0;
    const until = async (holds: () => Promise<boolean>): Promise<void> => {
      while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20));
    };
    await enqueue(0, texts);
    await until(async () => (await countOf('claimed')) === 40);
    expect(await countOf('queued')).toBeGreaterThan(0);
    await first.end('SIGKILL');
    const killedMs = Date.now();
    await until(async () => (await countOf('delivered')) === texts);
    // Claims move within 15 s; the last of them are then answered.
    expect(Date.now() - killedMs).toBeLessThan(15_000 + 2 * latencyMs);
    const submits = await operator.submits();
    expect(submits.length).toBeGreaterThan(texts);
    expect(submits.length).toBeLessThanOrEqual(texts + 20);
  });

  test('what it answered of a long reply is not lost with it: the next one puts the rest to it', async () => {
    const smsc = await startScriptedSmsc();
    try {
      const file = await configFile({ port: smsc.port });
      const parts = phoneText({ from: phoneOf(1), to: '60000' }, 'Please call me about the parcel. '.repeat(8));
      expect(parts).toHaveLength(2);
      const answered = async (sequence: number): Promise<void> => {
        const isAnswer = (pdu: { id: number; sequence: number; status: number }): boolean =>
          pdu.id === commandId.deliver + commandId.response && pdu.sequence === sequence && pdu.status === 0;
        while (!smsc.seen.some(isAnswer)) await new Promise((resolve) => setTimeout(resolve, 2));
      };
      for (const [at, { body }] of [...parts].reverse().entries()) {
        const gateway = start(file);
        await gateway.logged(({ message }) => message === 'smpp bound');
        smsc.sockets.at(-1)?.write(rawPdu(commandId.deliver, 0, at + 1, body));
        await answered(at + 1);
        await gateway.end('SIGKILL');
      }
      const events = await (await data.open()).readEvents(['reply_other'], 0, 10);
      expect(events.map(({ text }) => text)).toEqual(['Please call me about the parcel. '.repeat(8)]);
    } finally {
      await smsc.close();
    }
  });

  test('one that is asked to end gives its connections to the other at once', async () => {
    const file = await configFile({ binds: 2 });
    const [first, second] = [start(file), start(file)];
    await Promise.all([first.logged(isSending(1)), second.logged(isSending(1))]);
    const { length } = second.log;
    expect(await first.end()).toBe(0);
    const endedMs = Date.now();
    await second.logged(isSending(2), length);
    // Well before the leases would have ended by themselves.
    expect(Date.now() - endedMs).toBeLessThan(5_000);
  });

  test.each([
    ['a misspelt setting', { hsot: 'x' }, 'routes[0].hsot is wrong: there is no such setting'],
    ['a wrong value', { port: 0 }, 'routes[0], Port is wrong: it must be at least 1'],
    ['a variable that is not set', { sender: { env: 'ZGODA_NOT_SET' } }, 'ZGODA_NOT_SET is not set'],
    ['a file that is not there', { password: { file: 'nowhere' } }, 'routes[0].password'],
  ])('refuses %s', async (_what, account, problem) => {
    const gateway = start(await configFile(account));
    expect(await gateway.end('SIGCONT')).toBe(2);
    expect(gateway.log.map(({ message }) => message).join(' ')).toContain(problem);
  });
});
