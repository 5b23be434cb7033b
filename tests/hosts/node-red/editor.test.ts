import { chromium, type Browser, type Page } from 'playwright-core';
import { inboundSms } from '../../../engine/src/operations/inboundSms';
import { operations } from '../../../engine/src/operations/index';
import { smppAccountSchema, storeConfigSchema } from '../../../engine/src/config';
import { describeFields, type Field } from '../../../engine/src/shared/fields';
import { startSimulator } from '../../../engine/src/transports/simulator/simulator';
import { exampleFlow } from './exampleFlow';
import { startNodeRed, type NodeRedHost } from './nodeRedHost';
import { chromiumPath, hasService } from '../../support/hasService';

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Node-RED's editor, as far as these tests use it. */
interface EditorWindow {
  readonly RED: {
    readonly nodes: {
      node(id: string): Record<string, unknown>;
      import(nodes: object[], options: object): void;
      dirty(): boolean;
    };
    readonly editor: { edit(node: object): void; editConfig(name: string, type: string, id: string): void };
    readonly workspaces: { show(id: string): void };
  };
}

/** Each node that stands in flows, with the fields that its dialog must show. */
const flowNodes: readonly (readonly [type: string, fields: readonly Field[]])[] = [
  ['zgoda-send-sms', describeFields(operations.sendSms.input)],
  ['zgoda-preview-sms', describeFields(operations.previewSms.input)],
  ['zgoda-cancel-sms', describeFields(operations.cancelSms.input)],
  ['zgoda-save-template', describeFields(operations.saveTemplate.input)],
  ['zgoda-upsert-contact', describeFields(operations.upsertContact.input)],
  ['zgoda-save-wording', describeFields(operations.saveWording.input)],
  ['zgoda-record-consent', describeFields(operations.recordConsent.input)],
  ['zgoda-request-consent', describeFields(operations.requestConsent.input)],
  ['zgoda-confirm-consent', describeFields(operations.confirmConsent.input)],
  ['zgoda-check-consent', describeFields(operations.checkConsent.input)],
  ['zgoda-erase-subject', describeFields(operations.eraseSubject.input)],
  ['zgoda-export-subject', describeFields(operations.exportSubject.input)],
  ['zgoda-campaign-report', describeFields(operations.reportCampaign.input)],
  ['zgoda-inbound-sms', describeFields(inboundSms.input)],
];

const configNodes: readonly (readonly [type: string, fields: readonly Field[]])[] = [
  ['zgoda-store', describeFields(storeConfigSchema)],
  ['zgoda-smpp-account', describeFields(smppAccountSchema)],
];

(hasService('chromium') ? describe : describe.skip)('the editor of a real Node-RED', () => {
  let host: NodeRedHost;
  let browser: Browser;
  const pages: Page[] = [];
  const errors: string[] = [];

  beforeAll(async () => {
    host = await startNodeRed();
    await host.deploy([
      { id: 'tab', type: 'tab', label: 'Dialogs' },
      ...flowNodes.map(([type], index) => ({
        id: `node-${type}`,
        type,
        z: 'tab',
        x: 200,
        y: 60 * (index + 1),
        wires: [[]],
      })),
      ...configNodes.map(([type]) => ({ id: `node-${type}`, type })),
      ...exampleFlow('first-campaign'),
    ]);
    browser = await chromium.launch({ executablePath: chromiumPath, args: flags });
  });
  afterAll(async () => {
    await browser.close();
    await host.stop();
  });
  afterEach(async () => {
    for (const page of pages.splice(0)) await page.close();
    expect(errors.splice(0)).toEqual([]);
  });

  async function openEditor(locale: string, colorScheme: 'light' | 'dark' = 'light'): Promise<Page> {
    const page = await browser.newPage({ locale, colorScheme, viewport: { width: 1_400, height: 900 } });
    pages.push(page);
    page.on('pageerror', (error) => errors.push(error.message));
    await page.goto(host.url);
    await page.waitForFunction(
      () => (window as unknown as EditorWindow).RED?.nodes?.node('node-zgoda-inbound-sms') != null,
      undefined,
      { timeout: 30_000 },
    );
    return page;
  }

  async function openDialog(page: Page, type: string): Promise<void> {
    await page.evaluate((id) => {
      const { RED } = window as unknown as EditorWindow;
      RED.editor.edit(RED.nodes.node(id));
    }, `node-${type}`);
    await page.waitForSelector('.zgoda-dialog .zgoda-row', { state: 'visible' });
  }

  async function openConfigDialog(page: Page, type: string): Promise<void> {
    await page.evaluate(
      ([name, id]) => (window as unknown as EditorWindow).RED.editor.editConfig('', name as string, id as string),
      [type, `node-${type}`],
    );
    await page.waitForSelector('.zgoda-dialog .zgoda-row', { state: 'visible' });
  }

  async function closeDialog(page: Page, button: '#node-dialog-ok' | '#node-config-dialog-cancel'): Promise<void> {
    await page.click(button);
    await page.waitForSelector('.zgoda-dialog', { state: 'detached' });
  }

  const labelsIn = (page: Page): Promise<Record<string, string>> =>
    page.evaluate(() =>
      Object.fromEntries(
        Array.from(document.querySelectorAll<HTMLElement>('.zgoda-dialog .zgoda-row[data-field]')).map((row) => [
          row.dataset['field'],
          row.querySelector('label > span')?.textContent ?? '',
        ]),
      ),
    );

  const labelsOf = (fields: readonly Field[], language: 'en' | 'pl'): Record<string, string> =>
    Object.fromEntries(fields.map(({ name, label, labelPl }) => [name, language === 'pl' ? labelPl : label]));

  it.each([
    ['English', 'en-US', 'en'],
    ['Polish', 'pl-PL', 'pl'],
  ] as const)('draws each dialog in %s', async (_language, locale, language) => {
    const page = await openEditor(locale);
    for (const [type, fields] of flowNodes) {
      await openDialog(page, type);
      expect(await labelsIn(page)).toEqual(labelsOf(fields, language));
      await closeDialog(page, '#node-dialog-ok');
    }
    for (const [type, fields] of configNodes) {
      await openConfigDialog(page, type);
      expect(await labelsIn(page)).toEqual(labelsOf(fields, language));
      await closeDialog(page, '#node-config-dialog-cancel');
    }
  });

  it('opens the example with no node marked as wrong', async () => {
    const page = await openEditor('en-US');
    const wrong = await page.evaluate(
      (ids) => ids.filter((id) => (window as unknown as EditorWindow).RED.nodes.node(id)['valid'] === false),
      exampleFlow('first-campaign')
        .filter(({ type }) => type !== 'tab')
        .map(({ id }) => id),
    );
    expect(wrong).toEqual([]);
  });

  it('says test mode while no account is chosen, and keeps a text of several lines', async () => {
    const page = await openEditor('en-US');
    await openDialog(page, 'zgoda-send-sms');
    expect(await page.textContent('.zgoda-test-mode.zgoda-shown b')).toBe('Test mode: nothing reaches a phone');
    await page.fill('#node-written-text', 'Hello {{firstName}},\nsee you on Friday!');
    await page.selectOption('#node-input-account', 'node-zgoda-smpp-account');
    expect(await page.isVisible('.zgoda-test-mode')).toBe(false);
    await closeDialog(page, '#node-dialog-ok');
    const node = await page.evaluate(() => {
      const { text, textType, account, phone, phoneType } = (window as unknown as EditorWindow).RED.nodes.node(
        'node-zgoda-send-sms',
      );
      return { text, textType, account, phone, phoneType };
    });
    expect(node).toEqual({
      text: 'Hello {{firstName}},\nsee you on Friday!',
      textType: 'str',
      account: 'node-zgoda-smpp-account',
      phone: 'payload.phone',
      phoneType: 'msg',
    });
    await openDialog(page, 'zgoda-send-sms');
    expect(await page.inputValue('#node-written-text')).toBe('Hello {{firstName}},\nsee you on Friday!');
  });

  it('hides what a choice makes meaningless, and reads check boxes back', async () => {
    const page = await openEditor('en-US');
    await openDialog(page, 'zgoda-record-consent');
    const wording = '.zgoda-row[data-field="wording"]';
    expect(await page.isVisible(wording)).toBe(true);
    await page.evaluate(() => {
      const input = (window as unknown as { $: (selector: string) => { typedInput(...words: string[]): void } }).$(
        '#node-input-act',
      );
      input.typedInput('value', 'withdraw');
    });
    expect(await page.isVisible(wording)).toBe(false);
    await closeDialog(page, '#node-dialog-ok');
    await openDialog(page, 'zgoda-inbound-sms');
    await page.check('#node-choice-kinds-delivery');
    await closeDialog(page, '#node-dialog-ok');
    const kinds = await page.evaluate(
      () => (window as unknown as EditorWindow).RED.nodes.node('node-zgoda-inbound-sms')['kinds'],
    );
    expect(kinds).toEqual(['stop', 'delivery']);
  });

  it('tests an account with what its dialog holds', async () => {
    const operator = await startSimulator({ systemId: 'shop', password: 'secret' });
    try {
      const page = await openEditor('en-US');
      await openConfigDialog(page, 'zgoda-smpp-account');
      const test = async (settings: Record<string, string>): Promise<string> => {
        for (const [name, value] of Object.entries(settings)) await page.fill(`#node-config-input-${name}`, value);
        await page.click('#zgoda-account-test');
        await page.waitForSelector('#zgoda-account-test-result:is(.zgoda-good, .zgoda-bad)');
        return (await page.textContent('#zgoda-account-test-result')) ?? '';
      };
      const settings = { host: '127.0.0.1', port: String(operator.port), systemId: 'shop', password: 'secret' };
      expect(await test(settings)).toBe('The operator accepts the login.');
      expect(await test({ password: 'wrong' })).toMatch(/The operator refused the login.*Check System ID, Password/);
      expect(await test({ host: '' })).toBe('The setting Host is wrong: it is missing. Correct this setting.');
      expect(operator.statistics().bound).toBe(0);
      await page.waitForFunction(
        () =>
          document.querySelector('#zgoda-account-statistics')?.textContent ===
          'Not in use. Deploy a flow that uses this account.',
      );
    } finally {
      await operator.close();
    }
  });

  it('shows help with every field, in both languages', async () => {
    for (const [locale, language] of [
      ['en-US', 'en'],
      ['pl-PL', 'pl'],
    ] as const) {
      const answer = await fetch(`${host.url}/nodes`, { headers: { Accept: 'text/html', 'Accept-Language': locale } });
      const html = await answer.text();
      for (const [type, fields] of [...flowNodes, ...configNodes]) {
        const help = new RegExp(`data-help-name="${type}">([\\s\\S]*?)</script>`).exec(html)?.[1] ?? '';
        for (const { help: en, helpPl } of fields) {
          expect(help).toContain((language === 'pl' ? helpPl : en).replace(/&/g, '&amp;'));
        }
      }
    }
  });

  it('offers icons and examples', async () => {
    const icons = (await (
      await fetch(`${host.url}/icons`, { headers: { Accept: 'application/json' } })
    ).json()) as Record<string, string[]>;
    expect(icons['@zgoda/node-red']).toEqual(expect.arrayContaining(flowNodes.map(([type]) => `${type}.svg`)));
    const examples = await (await fetch(`${host.url}/library/examples/flows/@zgoda/node-red/first-campaign`)).text();
    expect(JSON.parse(examples)).toEqual(exampleFlow('first-campaign'));
  });
});
