import type { CancelInput, CancelResult } from '../../../engine/src/campaign/cancellations';
import type { CampaignReport, SendResult } from '../../../engine/src/campaign/campaigns';
import { smppAccountSchema, type SmppAccount } from '../../../engine/src/config';
import type { Engine } from '../../../engine/src/engine/engine';
import { openEngine } from '../../../engine/src/engine/openEngine';
import { operations, type OperationName } from '../../../engine/src/operations/index';
import { runOperation } from '../../../engine/src/operations/runOperation';
import { startSimulator, type Simulator } from '../../../engine/src/transports/simulator/simulator';
import { createEngineStores, storeKinds, type EngineStores } from '../engine/engineStores';

const perSecond = 40;
const people = 120;
const phoneOf = (n: number): string => `+447700900${String(n).padStart(3, '0')}`;
const later = '2100-01-01T10:00:00Z';
/** What the promise gives other processes, and the answers on their way. */
const elsewhereMs = 2_000;

describe.each(storeKinds)('cancelling over %s', (kind) => {
  let stores: EngineStores;
  let operator: Simulator;
  let taken: { readonly text: string; readonly atMs: number }[];
  let account: SmppAccount;
  const engines: Engine[] = [];

  beforeEach(async () => {
    stores = await createEngineStores(kind);
    taken = [];
    operator = await startSimulator({
      onSubmit: ({ shortMessage }) => taken.push({ text: shortMessage.toString('latin1'), atMs: performance.now() }),
    });
    account = smppAccountSchema.parse({
      host: '127.0.0.1',
      port: operator.port,
      systemId: 'shop',
      segmentsPerSecond: perSecond,
      window: perSecond,
    });
  });

  afterEach(async () => {
    await Promise.all(engines.splice(0).map((engine) => engine.release()));
    await operator.close();
    await stores.remove();
  });

  /** Engines of other zones know nothing of each other, as processes would. */
  async function open(zone = 'UTC'): Promise<Engine> {
    const engine = await openEngine({ ...stores.options('shop'), zone });
    engines.push(engine);
    return engine;
  }

  async function run<Output>(
    engine: Engine,
    name: OperationName,
    items: object[],
    route: string | null = null,
  ): Promise<Output[]> {
    const results = await runOperation(operations[name] as never, engine.services, items as never, { route });
    return results.map((result) => {
      if (!result.ok) throw result.error;
      return result.value as Output;
    });
  }

  const cancel = async (engine: Engine, input: CancelInput): Promise<CancelResult> =>
    (await run<CancelResult>(engine, 'cancelSms', [input]))[0] as CancelResult;
  const report = async (engine: Engine, campaign: string): Promise<CampaignReport> =>
    (await run<CampaignReport>(engine, 'reportCampaign', [{ campaign }]))[0] as CampaignReport;
  const text = (n: number, more: object = {}) => ({ phone: phoneOf(n), text: `Row ${n}`, purpose: 'service', ...more });
  const send = (engine: Engine, items: object[]): Promise<SendResult[]> =>
    run<SendResult>(engine, 'sendSms', items, engine.describeRoute(account));

  test('a text for later is cancelled by its id or its key, once, and can be sent again', async () => {
    const engine = await open();
    const reminder = text(1, { deduplicationKey: 'booking-7', sendAt: later });
    const [first] = await send(engine, [reminder]);
    const id = first?.messageId ?? '';
    const over = { alreadyLeft: 0, alreadyLeftByState: {}, state: 'cancelled' };
    expect(await cancel(engine, { by: 'messageId', messageId: id })).toEqual({ cancelled: 1, ...over, messageId: id });
    expect(await cancel(engine, { by: 'messageId', messageId: id })).toEqual({ cancelled: 0, ...over, messageId: id });
    const [again, third] = await send(engine, [reminder, reminder]);
    expect([again?.accepted, third?.reason]).toEqual([true, 'duplicate']);
    const byKey = await cancel(engine, { by: 'deduplicationKey', deduplicationKey: 'booking-7' });
    expect(byKey).toEqual({ cancelled: 1, ...over, messageId: again?.messageId });
  });

  test('a key of test mode is found too; one that no text has is no error', async () => {
    const engine = await open();
    await run(engine, 'sendSms', [text(1, { deduplicationKey: 'k', sendAt: later })], 'simulator');
    expect(await cancel(engine, { by: 'deduplicationKey', deduplicationKey: 'k' })).toMatchObject({ cancelled: 1 });
    expect(await cancel(engine, { by: 'deduplicationKey', deduplicationKey: 'unused' })).toEqual({
      cancelled: 0,
      alreadyLeft: 0,
      alreadyLeftByState: {},
      messageId: null,
      state: null,
    });
  });

  test.each([
    ['the process that sends it', false],
    ['another process', true],
  ])('a campaign that is under way, by %s', async (_who, isOther) => {
    const sender = await open();
    await sender.attachRoute(account);
    const items = Array.from({ length: people }, (_, n) => text(n, { campaign: 'spring' }));
    await send(sender, items);
    while (taken.length < 5) await new Promise((resolve) => setTimeout(resolve, 5));
    const startMs = performance.now();
    const result = await cancel(isOther ? await open('Europe/London') : sender, { by: 'campaign', campaign: 'spring' });
    expect(result.cancelled + result.alreadyLeft).toBe(people);
    expect(result.alreadyLeftByState['claimed']).toBeUndefined();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(taken).toHaveLength(result.alreadyLeft);
    expect(taken.length).toBeLessThan(people - 1);
    const late = taken.filter(({ atMs }) => atMs > startMs + (isOther ? elsewhereMs : 100));
    expect(late).toEqual([]);
    expect(await report(sender, 'spring')).toMatchObject({
      accepted: people,
      cancelled: result.cancelled,
      failed: 0,
      notSent: {},
    });
    const fixed = items.map((item, n) => ({ ...item, text: `Corrected row ${n}` }));
    const resent = await send(sender, fixed);
    expect(resent.filter(({ accepted }) => accepted)).toHaveLength(result.cancelled);
    while (taken.length < people) await new Promise((resolve) => setTimeout(resolve, 20));
    const corrected = taken.filter(({ text: sent }) => sent.startsWith('Corrected'));
    expect(corrected).toHaveLength(result.cancelled);
  });

  test('who waits for a text that is cancelled is told so', async () => {
    const engine = await open();
    const waiting = send(engine, [text(1, { campaign: 'spring', wait: 'submitted', waitSeconds: 30 })]);
    let cancelled = 0;
    while (cancelled === 0) {
      const known = (await report(engine, 'spring')).accepted > 0;
      if (known) cancelled = (await cancel(engine, { by: 'campaign', campaign: 'spring' })).cancelled;
    }
    expect((await waiting)[0]).toMatchObject({
      accepted: false,
      state: 'cancelled',
      reason: 'cancelled',
      explanation: 'The text was cancelled before it left.',
    });
  });
});
