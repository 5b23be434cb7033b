import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { storeConfigSchema } from '../../../engine/src/config';
import { closeAllEngines, openEngine } from '../../../engine/src/engine/openEngine';
import type { Engine } from '../../../engine/src/engine/engine';
import { operations } from '../../../engine/src/operations/index';
import type { Operation } from '../../../engine/src/operations/operation';
import { runOperation } from '../../../engine/src/operations/runOperation';
import { startWithdrawalServer, type WithdrawalServer } from '../../../engine/src/server/withdrawalServer';
import { silentLog } from '../../../engine/src/shared/log';
import { stores, type StoreUnderTest } from '../../conformance/store/stores';
import { chromiumPath, hasService } from '../../support/hasService';

const phone = '+447700900123';

function headersOf(response: Response): Record<string, string> {
  const headers: Record<string, string> = {};
  response.headers.forEach((value, name) => (headers[name] = value));
  return headers;
}

describe.each(stores)('the withdrawal page over %s', (_kind, make) => {
  let data: StoreUnderTest;
  let folder: string;
  let engine: Engine;
  let server: WithdrawalServer;
  let nowMs = 0;

  beforeEach(async () => {
    data = await make();
    folder = await mkdtemp(join(tmpdir(), 'zgoda-withdrawal-'));
    const location = data.location.kind === 'sqlite' ? data.location.folder : data.location.address;
    engine = await openEngine({
      store: storeConfigSchema.parse({
        ...{ location, controllerName: 'Mom & Pop <b>Shop</b>', linkBaseUrl: 'https://s.example/s', quietHours: 'off' },
      }),
      defaultFolder: folder,
      log: silentLog,
      zone: 'Europe/Warsaw',
      lingerMs: 0,
    });
    server = await startWithdrawalServer(engine.services.withdrawals, { port: 0, nowMs: () => nowMs });
  });

  afterEach(async () => {
    await server.close();
    await closeAllEngines();
    await data.remove();
    await rm(folder, { recursive: true });
  });

  const run = async (operation: Operation, input: object): Promise<Record<string, unknown>> => {
    const [result] = await runOperation(operation, engine.services, [{ ...input }], { route: null });
    if (result?.ok !== true) throw result?.error ?? new Error('no result');
    return { ...result.value };
  };
  const recordConsent = operations.recordConsent as unknown as Operation;
  const sendSms = operations.sendSms as unknown as Operation;
  const grant = () => run(recordConsent, { phone, act: 'grant', wording: 'I agree.', method: 'form', source: 'shop' });
  const send = () => run(sendSms, { phone, text: 'Sale! No more: {{withdrawalLink}}' });

  /** The path of the link in the text of a person who agreed. */
  async function linkPath(): Promise<string> {
    await grant();
    await send();
    const previewed = await run(operations.previewSms as unknown as Operation, { phone, text: '{{withdrawalLink}}' });
    return new URL(String(previewed['text'])).pathname;
  }

  const request = (path: string, init: RequestInit = {}) => fetch(`http://127.0.0.1:${server.port}${path}`, init);

  test('opening it changes nothing; pressing the button withdraws, once', async () => {
    const path = await linkPath();
    for (const method of ['GET', 'HEAD', 'GET']) {
      const page = await request(path, { method });
      expect(page.status).toBe(200);
      expect(await page.text()).not.toContain('7700');
    }
    expect(await send()).toMatchObject({ accepted: true });
    const done = await request(path, { method: 'POST', headers: { 'accept-language': 'pl' } });
    expect([done.status, await done.text()]).toEqual([
      200,
      expect.stringContaining('Gotowe. Nie przyślemy już ofert.'),
    ]);
    expect(await send()).toMatchObject({ accepted: false, reason: 'withdrawn' });
    const { entries } = await engine.services.ledger.verify();
    expect((await request(path, { method: 'POST' })).status).toBe(200);
    expect(await engine.services.ledger.verify()).toMatchObject({ entries, ok: true });
  });

  test('an old link still works, after a fresh consent too', async () => {
    const path = await linkPath();
    await request(path, { method: 'POST' });
    await grant();
    expect(await send()).toMatchObject({ accepted: true });
    expect((await request(path, { method: 'POST' })).status).toBe(200);
    expect(await send()).toMatchObject({ accepted: false });
  });

  test('a tampered link, and one whose person was erased, show a plain page', async () => {
    const path = await linkPath();
    const tampered = path.slice(0, -1) + (path.endsWith('x') ? 'y' : 'x');
    await run(operations.eraseSubject as unknown as Operation, { by: 'phone', value: phone });
    for (const link of [tampered, path, '/s/', '/', `/s/${'a'.repeat(300)}`]) {
      for (const method of ['GET', 'POST']) {
        const page = await request(link, { method });
        expect([link, page.status]).toEqual([link, 404]);
        expect(await page.text()).toContain('This link does not work.');
      }
    }
  });

  test('says nothing of anybody, and lets nothing in', async () => {
    const path = await linkPath();
    const page = await request(path);
    expect(headersOf(page)).toMatchObject({
      'content-security-policy': expect.stringContaining("default-src 'none'"),
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
    const html = await page.text();
    expect(html).toContain('Mom &#38; Pop &#60;b&#62;Shop');
    expect(html).not.toMatch(/<script|https?:|7700/);
    expect((await request(path, { method: 'PUT' })).status).toBe(405);
    expect((await request(`/${'a'.repeat(3_000)}`)).status).toBe(414);
    const sent = await request(path, { method: 'POST', body: 'x'.repeat(2_000_000) }).catch(() => null);
    expect(sent === null || sent.status === 200).toBe(true);
  });

  test('answers one address only so often in a minute', async () => {
    const statuses: number[] = [];
    for (let n = 0; n < 62; n += 1) statuses.push((await request('/s/abcdefghij')).status);
    expect(statuses.slice(0, 60)).toEqual(Array.from({ length: 60 }, () => 404));
    expect(statuses.slice(60)).toEqual([429, 429]);
    nowMs += 60_000;
    expect((await request('/s/abcdefghij')).status).toBe(404);
  });

  (hasService('chromium') ? describe : describe.skip)('in a browser without JavaScript', () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] });
    });
    afterAll(() => browser.close());

    test('one press of one large button stops the offers', async () => {
      const path = await linkPath();
      const context = await browser.newContext({
        ...{ javaScriptEnabled: false, locale: 'pl-PL', viewport: { width: 360, height: 640 } },
      });
      const page = await context.newPage();
      await page.goto(`http://127.0.0.1:${server.port}${path}`);
      const shots = process.env['ZGODA_SCREENSHOTS'];
      if (shots !== undefined) await page.screenshot({ path: join(shots, 'question.png') });
      const button = page.getByRole('button');
      expect(await button.count()).toBe(1);
      expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(48);
      expect(await page.evaluate(() => document.documentElement.lang)).toBe('pl');
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Gotowe. Nie przyślemy już ofert.' }).waitFor();
      if (shots !== undefined) await page.screenshot({ path: join(shots, 'done.png') });
      expect(await send()).toMatchObject({ accepted: false, reason: 'withdrawn' });
      await context.close();
    });
  });
});
