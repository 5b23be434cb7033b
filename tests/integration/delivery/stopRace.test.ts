import type { Socket } from 'node:net';
import { smppAccountSchema, type SmppAccount } from '../../../engine/src/config';
import type { Engine } from '../../../engine/src/engine/engine';
import { openEngine } from '../../../engine/src/engine/openEngine';
import { operations, type OperationName } from '../../../engine/src/operations/index';
import { runOperation } from '../../../engine/src/operations/runOperation';
import { BodyReader, rawPdu } from '../../../engine/src/transports/simulator/bytes';
import { textDelivery } from '../../../engine/src/transports/simulator/mobileTexts';
import { answerWell, commandId, startScriptedSmsc, type ScriptedSmsc } from '../../support/scriptedSmsc';
import { asStranger } from '../../support/strangers';
import { createEngineStores, storeKinds, type EngineStores } from '../engine/engineStores';

const people = 30;
const stopEvery = 3;
const marketing = 'Spring fair';
/** What the promise gives other processes. */
const elsewhereMs = 2_000;

const phoneOf = (n: number): string => `447700900${String(n).padStart(3, '0')}`;

/** What the operator saw, in the order that it saw it. */
type Sight =
  | {
      readonly saw: 'submit';
      readonly phone: string;
      readonly isTaken: boolean;
      readonly atMs: number;
      readonly socket: number;
    }
  | { readonly saw: 'stopAnswered'; readonly phone: string; readonly atMs: number; readonly socket: number };

/** An operator whose phones say STOP when the test says so. */
interface StoppingOperator extends ScriptedSmsc {
  /** Sends a STOP on a bind. */
  stop(phone: string, socket: Socket): void;
}

const throttled = 0x58;

/** `onSubmit` is called with each text of marketing; true has it answered "too fast". */
async function startOperator(
  sights: Sight[],
  onSubmit: (phone: string, socket: Socket) => boolean,
): Promise<StoppingOperator> {
  const stops: string[] = [];
  const smsc = await startScriptedSmsc((pdu, socket) => {
    const seen = { atMs: performance.now(), socket: smsc.sockets.indexOf(socket) };
    // The engine's own answer to a STOP is no marketing.
    if (pdu.id === commandId.submit && pdu.body.includes(marketing)) {
      const phone = destinationOf(pdu.body);
      const isTaken = !onSubmit(phone, socket);
      sights.push({ saw: 'submit', phone, isTaken, ...seen });
      if (!isTaken) return void socket.write(rawPdu(pdu.id + commandId.response, throttled, pdu.sequence));
    }
    if (pdu.id === (commandId.deliver + commandId.response) >>> 0) {
      expect(pdu.status).toBe(0);
      sights.push({ saw: 'stopAnswered', phone: stops[pdu.sequence] ?? '', ...seen });
    }
    answerWell(pdu, socket);
  });
  return Object.assign(smsc, {
    stop(phone: string, socket: Socket) {
      const { body } = textDelivery({ from: phone, to: '2345' }, 0, 0, Buffer.from('STOP'));
      socket.write(rawPdu(commandId.deliver, 0, stops.push(phone) - 1, body));
    },
  });
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

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20));
}

describe.each(storeKinds)('STOP in the middle of a campaign over %s', (kind) => {
  let stores: EngineStores;
  let smsc: StoppingOperator;
  let sights: Sight[];
  let onSubmit: (phone: string, socket: Socket) => boolean;
  const engines: Engine[] = [];

  beforeEach(async () => {
    stores = await createEngineStores(kind);
    sights = [];
    smsc = await startOperator(sights, (phone, socket) => onSubmit(phone, socket));
  });

  afterEach(async () => {
    await Promise.all(engines.splice(0).map((engine) => engine.release()));
    await smsc.close();
    await stores.remove();
  });

  const whole = Array.from({ length: people }, (_, n) => ({ phone: `+${phoneOf(n)}` }));

  /** Opens an engine for each zone, with a bind each and consents of all people; as processes, they know nothing of each other. */
  async function open(zones: readonly string[], asProcesses = false): Promise<SmppAccount> {
    const { store, ...options } = stores.options('shop');
    for (const zone of zones) {
      const opening = () => openEngine({ ...options, store: { ...store, quietHours: 'off' }, zone });
      engines.push(await (asProcesses ? asStranger(opening) : opening()));
    }
    const [engine] = engines as [Engine];
    const proof = { wording: 'I agree.', method: 'form', source: 'https://shop.example' };
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
    await until(() => routes.every((route) => route.status().state === 'ready' && route.statistics().length === 1));
    return account;
  }

  async function accept(account: SmppAccount, campaigns: number): Promise<void> {
    const [engine] = engines as [Engine];
    const route = engine.describeRoute(account);
    for (let campaign = 1; campaign <= campaigns; campaign += 1) {
      const texts = whole.map((person) => ({ ...person, text: marketing, campaign: `c${campaign}` }));
      await run(engine, 'sendSms', texts, route);
    }
  }

  const taken = () => sights.filter((sight) => sight.saw === 'submit' && sight.isTaken);

  async function untilDone(campaigns: number): Promise<void> {
    const [engine] = engines as [Engine];
    const names = Array.from({ length: campaigns }, (_, n) => ({ campaign: `c${n + 1}` }));
    await until(async () => {
      const reports = await engine.services.campaigns.report(names);
      const blocked = reports.flatMap((report) => (report.ok ? Object.values(report.value.notSent) : []));
      return taken().length + blocked.reduce((all, count) => all + count, 0) === people * campaigns;
    });
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

  /** Sends four campaigns, in the middle of which every third person says STOP. */
  async function stopWhileSending(zones: readonly string[]): Promise<void> {
    let submits = 0;
    onSubmit = (_phone, socket) => {
      submits += 1;
      const stopping = submits / stopEvery - people / stopEvery;
      if (Number.isInteger(stopping) && stopping >= 0 && stopping < people / stopEvery) {
        smsc.stop(phoneOf(stopping * stopEvery), socket);
      }
      return false;
    };
    await accept(await open(zones), 4);
    await untilDone(4);
    expect(stopped()).toBe(people / stopEvery);
  }

  test('the process that answered it submits nothing more of marketing to that number', async () => {
    await stopWhileSending(['UTC']);
    expect(late()).toEqual([]);
  });

  test('also where it has two engines over the store, which differ in a setting', async () => {
    await stopWhileSending(['UTC', 'Europe/London']);
    expect(new Set(sights.map(({ socket }) => socket)).size).toBeGreaterThan(1);
    expect(late()).toEqual([]);
  });

  test('and another process stops within two seconds, whatever keeps it from sending what it claimed', async () => {
    let isTooFast = true;
    const account = await open(['UTC', 'Europe/London'], true);
    const [slow, quick] = smsc.sockets.filter((socket) => !socket.destroyed) as [Socket, Socket];
    onSubmit = (_phone, socket) => isTooFast && socket === slow;
    await accept(account, 2);
    // The quick process sends all but what the slow one has claimed.
    for (let before = -1; before < people || before < taken().length;) {
      before = taken().length;
      await new Promise((resolve) => setTimeout(resolve, 800));
    }
    const phones = Array.from({ length: people }, (_, n) => phoneOf(n));
    const waiting = phones.filter((phone) => taken().filter((sight) => sight.phone === phone).length < 2);
    expect(waiting.length).toBeGreaterThan(2);
    for (const phone of waiting) smsc.stop(phone, quick);
    await until(() => stopped() === waiting.length);
    await new Promise((resolve) => setTimeout(resolve, elsewhereMs));
    isTooFast = false;
    await untilDone(2);
    expect(late().filter(({ afterMs, elsewhere }) => !elsewhere || afterMs > elsewhereMs)).toEqual([]);
  });
});
