import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { smppAccountSchema, storeConfigSchema } from '../../../engine/src/config';
import { closeAllEngines, openEngine } from '../../../engine/src/engine/openEngine';
import type { Engine } from '../../../engine/src/engine/engine';
import { runOperation } from '../../../engine/src/operations/runOperation';
import { operations } from '../../../engine/src/operations/index';
import { silentLog } from '../../../engine/src/shared/log';
import type { SimulatedSubmit } from '../../../engine/src/transports/simulator/submit';
import { startSimulator, type Simulator } from '../../../engine/src/transports/simulator/simulator';
import { decodeText } from '../../../engine/src/text/decodeText';
import { stores, type StoreUnderTest } from '../../conformance/store/stores';

const phone = '+447700900123';
const serviceNumber = '+447700900500';

describe.each(stores)('answers to replies over SMPP and %s', (_kind, make) => {
  let data: StoreUnderTest;
  let folder: string;
  let simulator: Simulator;
  let engine: Engine;
  const submits: SimulatedSubmit[] = [];
  let route = '';

  beforeEach(async () => {
    submits.length = 0;
    data = await make();
    folder = await mkdtemp(join(tmpdir(), 'zgoda-answers-'));
    simulator = await startSimulator({ onSubmit: (submit) => void submits.push(submit) });
    const location = data.location.kind === 'sqlite' ? data.location.folder : data.location.address;
    engine = await openEngine({
      store: storeConfigSchema.parse({ location, controllerName: 'MyShop' }),
      defaultFolder: folder,
      log: silentLog,
      zone: 'Europe/Warsaw',
      lingerMs: 0,
    });
    const account = { host: '127.0.0.1', port: simulator.port, systemId: 'shop', sender: 'MyShop' };
    route = (await engine.attachRoute(smppAccountSchema.parse(account))).name;
  });

  afterEach(async () => {
    await closeAllEngines();
    await simulator.close();
    await data.remove();
    await rm(folder, { recursive: true });
  });

  const reply = (text: string) => simulator.inbound({ from: phone.slice(1), to: serviceNumber.slice(1), text });
  const texts = () =>
    submits.map(
      ({ shortMessage, dataCoding }) => decodeText(shortMessage, dataCoding, { hasUserDataHeader: false }).text,
    );
  const until = async (holds: () => boolean): Promise<void> => {
    while (!holds()) await new Promise((resolve) => setTimeout(resolve, 20));
  };
  const grant = () =>
    runOperation(
      operations.recordConsent,
      engine.services,
      [{ phone, act: 'grant', wording: 'I agree to offers by SMS.', method: 'form', source: 'shop.example' }],
      { route: null },
    );

  test('a STOP is confirmed once, and the suppression does not hold the confirmation back', async () => {
    await grant();
    reply('STOP');
    await until(() => submits.length === 1);
    reply('STOP');
    reply('STOPALL');
    await until(() => submits.length === 2);
    reply('HELP');
    await until(() => submits.length === 3);
    expect(texts()).toEqual([
      expect.stringMatching(/^MyShop: Done: we will text you no more offers/),
      expect.stringMatching(/^MyShop: Done: we will not text you any more/),
      expect.stringMatching(/^MyShop: We text people/),
    ]);
    expect(submits).toMatchObject(
      Array.from({ length: 3 }, () => ({ source: serviceNumber.slice(1), destination: phone.slice(1) })),
    );
  });

  test('a sign-up is confirmed by the reply, or by the code that was texted', async () => {
    const signUp = { phone, wording: 'I agree to offers by SMS.', method: 'form', source: 'shop.example' };
    const ask = (confirmBy: string) =>
      runOperation(operations.requestConsent, engine.services, [{ ...signUp, confirmBy }], { route });
    const offer = () =>
      runOperation(operations.sendSms, engine.services, [{ phone, text: 'Sale!', purpose: 'marketing' }], {
        route: null,
      });
    expect(await ask('reply')).toMatchObject([{ ok: true, value: { asked: true } }]);
    await until(() => submits.length === 1);
    expect(await offer()).toMatchObject([{ ok: true, value: { accepted: false, reason: 'no_consent' } }]);
    reply('YES');
    await until(() => submits.length === 2);
    expect(texts()).toEqual([expect.stringContaining('Reply YES'), expect.stringContaining('You are signed up')]);
    expect(await offer()).toMatchObject([{ ok: true, value: { accepted: true } }]);

    reply('STOP');
    await until(() => submits.length === 3);
    const other = { ...signUp, phone: '+447700900124', confirmBy: 'code' };
    await runOperation(operations.requestConsent, engine.services, [other], { route });
    await until(() => submits.length === 4);
    const code = /\d{6}/.exec(texts()[3] ?? '')?.[0] ?? '';
    const confirm = (given: string) =>
      runOperation(operations.confirmConsent, engine.services, [{ phone: other.phone, code: given }], { route: null });
    expect(await confirm('000000')).toMatchObject([{ ok: true, value: { confirmed: code === '000000' } }]);
    expect(await confirm(code)).toMatchObject([{ ok: true, value: { confirmed: true } }]);
    expect(await confirm(code)).toMatchObject([{ ok: true, value: { confirmed: false } }]);
    expect(await engine.services.ledger.verify()).toMatchObject({ ok: true, entries: 5 });
  });

  test('an unclear reply waits for a person, who makes it a STOP', async () => {
    await grant();
    reply('how did you get my number?');
    const { flaggedReplies } = engine.services;
    let [flagged] = await flaggedReplies.list(10);
    while (flagged === undefined) [flagged] = await flaggedReplies.list(10);
    await flaggedReplies.settle(flagged.id, 'stop');
    await until(() => submits.length === 1);
    expect(texts()[0]).toMatch(/no more offers/);
  });
});
