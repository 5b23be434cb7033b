import { smppAccountSchema } from '../../../engine/src/config';
import type { Engine } from '../../../engine/src/engine/engine';
import { openEngine } from '../../../engine/src/engine/openEngine';
import { operations, type OperationName } from '../../../engine/src/operations/index';
import { runOperation } from '../../../engine/src/operations/runOperation';
import { BodyReader, rawPdu } from '../../../engine/src/transports/simulator/bytes';
import { textDelivery } from '../../../engine/src/transports/simulator/mobileTexts';
import { answerWell, commandId, startScriptedSmsc, type ScriptedSmsc } from '../../support/scriptedSmsc';
import { createEngineStores, storeKinds, type EngineStores } from '../engine/engineStores';

const people = 30;
const campaigns = 4;
const stopEvery = 3;
const marketing = 'Spring fair';
/** What the promise gives other processes. */
const elsewhereMs = 2_000;

const phoneOf = (n: number): string => `447700900${String(n).padStart(3, '0')}`;

/** What the operator saw, in the order that it saw it. */
type Sight =
  | { readonly saw: 'submit'; readonly phone: string; readonly atMs: number; readonly socket: number }
  | { readonly saw: 'stopAnswered'; readonly phone: string; readonly atMs: number; readonly socket: number };

/** An operator that sends a STOP from every third phone, in the middle of a campaign. */
async function startOperator(sights: Sight[]): Promise<ScriptedSmsc> {
  const stops = new Map<number, string>();
  let submits = 0;
  const smsc = await startScriptedSmsc((pdu, socket) => {
    const seen = { atMs: performance.now(), socket: smsc.sockets.indexOf(socket) };
    // The engine's own answer to a STOP is no marketing.
    if (pdu.id === commandId.submit && pdu.body.includes(marketing)) {
      submits += 1;
      sights.push({ saw: 'submit', phone: destinationOf(pdu.body), ...seen });
      const stopping = submits / stopEvery - people / stopEvery;
      if (Number.isInteger(stopping) && stopping >= 0 && stopping < people / stopEvery) {
        const phone = phoneOf(stopping * stopEvery);
        stops.set(stopping, phone);
        const { body } = textDelivery({ from: phone, to: '2345' }, 0, 0, Buffer.from('STOP'));
        socket.write(rawPdu(commandId.deliver, 0, stopping, body));
      }
    }
    if (pdu.id === (commandId.deliver + commandId.response) >>> 0) {
      expect(pdu.status).toBe(0);
      sights.push({ saw: 'stopAnswered', phone: stops.get(pdu.sequence) ?? '', ...seen });
    }
    answerWell(pdu, socket);
  });
  return smsc;
}

function destinationOf(body: Buffer): string {
  const reader = new BodyReader(body);
  reader.text();
  reader.octets(2);
  reader.text();
  reader.octets(2);
  return reader.text();
}

async function run(engine: Engine, name: OperationName, items: object[], route: string | null = null): Promise<void> {
  const results = await runOperation(operations[name] as never, engine.services, items as never, { route });
  for (const result of results) if (!result.ok) throw result.error;
}

describe.each(storeKinds)('STOP in the middle of a campaign over %s', (kind) => {
  let stores: EngineStores;
  let smsc: ScriptedSmsc;
  let sights: Sight[];
  const engines: Engine[] = [];

  beforeEach(async () => {
    stores = await createEngineStores(kind);
    sights = [];
    smsc = await startOperator(sights);
  });

  afterEach(async () => {
    await Promise.all(engines.splice(0).map((engine) => engine.release()));
    await smsc.close();
    await stores.remove();
  });

  /** Opens engines that know nothing of each other, as processes would; sends the campaign; resolves when all is done. */
  async function sendFrom(zones: readonly string[]): Promise<void> {
    const { store, ...options } = stores.options('shop');
    for (const zone of zones) {
      engines.push(await openEngine({ ...options, store: { ...store, quietHours: 'off' }, zone }));
    }
    const [engine] = engines as [Engine];
    const phones = Array.from({ length: people }, (_, n) => `+${phoneOf(n)}`);
    const proof = { wording: 'I agree.', method: 'form', source: 'https://shop.example' };
    const whole = phones.map((phone) => ({ phone }));
    await run(engine, 'upsertContact', whole);
    await run(
      engine,
      'recordConsent',
      whole.map((person) => ({ ...person, act: 'grant', ...proof })),
    );
    const account = smppAccountSchema.parse({
      host: '127.0.0.1',
      port: smsc.port,
      systemId: 'shop',
      segmentsPerSecond: 40,
      window: 40,
      binds: zones.length,
    });
    const routes = await Promise.all(engines.map((each) => each.attachRoute(account)));
    const isShared = () => routes.every((route) => route.status().state === 'ready' && route.statistics().length === 1);
    while (!isShared()) await new Promise((resolve) => setTimeout(resolve, 20));
    const route = engine.describeRoute(account);
    for (let campaign = 1; campaign <= campaigns; campaign += 1) {
      const texts = whole.map((person) => ({ ...person, text: marketing, campaign: `c${campaign}` }));
      await run(engine, 'sendSms', texts, route);
    }
    while (!(await isDone(engine))) await new Promise((resolve) => setTimeout(resolve, 100));
  }

  async function isDone(engine: Engine): Promise<boolean> {
    const names = Array.from({ length: campaigns }, (_, n) => ({ campaign: `c${n + 1}` }));
    const reports = await engine.services.campaigns.report(names);
    const submits = sights.filter(({ saw }) => saw === 'submit').length;
    const blocked = reports.reduce(
      (sum, report) =>
        sum + (report.ok ? Object.values(report.value.notSent).reduce((all, count) => all + count, 0) : 0),
      0,
    );
    return submits + blocked === people * campaigns;
  }

  /** Submits to people whose STOP was answered before, with how long before. */
  function late(): { afterMs: number; elsewhere: boolean }[] {
    return sights.flatMap((sight, at) => {
      const stop = sights.slice(0, at).find(({ saw, phone }) => saw === 'stopAnswered' && phone === sight.phone);
      if (sight.saw !== 'submit' || stop === undefined) return [];
      return [{ afterMs: sight.atMs - stop.atMs, elsewhere: sight.socket !== stop.socket }];
    });
  }

  const stopped = () => sights.filter(({ saw }) => saw === 'stopAnswered').length;

  test('the process that answered it submits nothing more of marketing to that number', async () => {
    await sendFrom(['UTC']);
    expect(stopped()).toBe(people / stopEvery);
    expect(late()).toEqual([]);
  });

  test('and another process stops within two seconds', async () => {
    await sendFrom(['UTC', 'Europe/London']);
    expect(new Set(sights.map(({ socket }) => socket)).size).toBeGreaterThan(1);
    expect(stopped()).toBe(people / stopEvery);
    expect(late().filter(({ afterMs, elsewhere }) => !elsewhere || afterMs > elsewhereMs)).toEqual([]);
  });
});
