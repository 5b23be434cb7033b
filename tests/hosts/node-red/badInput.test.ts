import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSimulator, type Simulator } from '../../../engine/src/transports/simulator/simulator';
import { exampleFlow, operatorAccount } from './exampleFlow';
import { freePort, startNodeRed, type FlowNode, type NodeRedHost } from './nodeRedHost';

const tab = { id: 'tab', type: 'tab', label: 'Bad input' };
const node = (id: string, type: string, rest: object = {}): FlowNode => ({
  id,
  type,
  z: 'tab',
  x: 100,
  y: 100,
  wires: [],
  ...rest,
});
const debug = (id: string, complete: string): FlowNode =>
  node(id, 'debug', { active: true, tosidebar: true, complete, targetType: 'msg' });

/** Send SMS for payload.text, with a debug node at each output and one at a Catch node. */
function flow(more: readonly FlowNode[] = [], changes: object = {}): FlowNode[] {
  const field = (name: string, value: string, source: string) => ({ [name]: value, [`${name}Type`]: source });
  const send = node('send', 'zgoda-send-sms', {
    ...field('text', 'payload.text', 'msg'),
    ...field('purpose', 'service', 'str'),
    wires: [['accepted'], ['notSent']],
    ...changes,
  });
  return [
    tab,
    node('start', 'inject', { props: [], wires: [['split']] }),
    node('split', 'split', { arraySplt: 1, arraySpltType: 'len', property: 'payload', wires: [['send']] }),
    send,
    debug('accepted', 'sms'),
    debug('notSent', 'sms'),
    node('catch', 'catch', { scope: null, uncaught: false, wires: [['caught']] }),
    debug('caught', 'error'),
    ...more,
  ];
}

const good = { phone: '+447700900123', text: 'Your table is ready.' };

describe('bad input in a real Node-RED', () => {
  let host: NodeRedHost;
  let operator: Simulator;
  let folder: string;

  beforeAll(async () => {
    operator = await startSimulator({ systemId: 'shop', password: 'secret' });
    folder = await mkdtemp(join(tmpdir(), 'zgoda-bad-input-'));
    host = await startNodeRed();
  });
  afterAll(async () => {
    await host.stop();
    await operator.close();
    await rm(folder, { recursive: true });
  });
  /** What was told since the last deploy stopped the flows before. */
  const recent = () =>
    host.told.slice(
      host.told.findLastIndex(({ topic, data }) => topic === 'notification/runtime-state' && data.state === 'stop'),
    );

  const shown = (id: string): Record<string, unknown>[] =>
    recent()
      .filter(({ topic, data }) => topic === 'debug' && data.id === id)
      .map(({ data }) => JSON.parse(String(data.msg)) as Record<string, unknown>);

  const firstShown = (id: string) => host.until(id, () => shown(id)[0]);

  const statusOf = (id: string, text: string) =>
    host.until(`${text} at ${id}`, () =>
      recent().some(({ topic, data }) => topic === `status/${id}` && data.text === text) ? true : undefined,
    );

  it.each([
    ['an unusable number', { phone: 'none' }, 'invalid_number', /not a phone number that a text can be sent to/],
    ['no country code', { phone: '07700 900123' }, 'invalid_number', /Write the number with \+ and its country code/],
    ['an empty text', { text: '' }, 'empty_text', /The text is empty\. Write a text/],
    ['a broken template', { text: 'Hello {{#if}' }, 'broken_template', /The template cannot be read.*Check the braces/],
    ['a missing variable', { text: 'Hello {{nickname}}' }, 'missing_variable', /needs "nickname".*give a fallback/],
  ])('tells of %s at its item, and the others go on', async (_what, wrong, reason, sentence) => {
    await host.deploy(flow());
    await host.inject('start', [{ ...good, ...wrong }, good]);
    const told = await host.until('what became of both', () => {
      const bad = [...shown('notSent'), ...shown('caught')];
      return bad.length === 1 && shown('accepted').length === 1 ? bad[0] : undefined;
    });
    expect(told.reason ?? told.code).toBe(reason);
    expect(told.explanation ?? told.message).toMatch(sentence);
    expect(JSON.stringify(told)).not.toMatch(/\+?447700900123/);
  });

  it('tells of a wrong password at the node, and keeps what was accepted', async () => {
    await host.deploy(
      flow([operatorAccount(operator.port, { credentials: { password: 'wrong' } })], { account: 'operator' }),
    );
    await statusOf('send', 'status.smpp_credentials');
    expect(await firstShown('caught')).toMatchObject({
      code: 'smpp_credentials',
      message: expect.stringMatching(/The operator refused the login.*Check System ID, Password/),
    });
    await host.inject('start', [good]);
    expect(await firstShown('accepted')).toMatchObject({ accepted: true, state: 'queued' });
  });

  it('tells of an operator that is down, and sends what waited when it is back', async () => {
    const port = await freePort();
    await host.deploy(flow([operatorAccount(port)], { account: 'operator' }));
    await statusOf('send', 'status.operator_unreachable');
    expect(await firstShown('caught')).toMatchObject({
      code: 'operator_unreachable',
      message: expect.stringMatching(/cannot be reached.*Accepted texts wait and go out by themselves/),
    });
    await host.inject('start', [{ ...good, text: 'Late, but sure.' }]);
    expect(await firstShown('accepted')).toMatchObject({ accepted: true });
    const back = await startSimulator({ port, systemId: 'shop', password: 'secret' });
    try {
      await host.until('the text', () => (back.statistics().accepted === 1 ? true : undefined), 40_000);
    } finally {
      await host.deploy([tab]);
      await back.close();
    }
  });

  it('tells of a setting that is wrong', async () => {
    await host.deploy(flow([operatorAccount(operator.port, { port: 'x' })], { account: 'operator' }));
    await host.inject('start', [good]);
    expect(await firstShown('caught')).toMatchObject({
      code: 'invalid_config',
      message: expect.stringMatching(
        /^Zgoda: The setting Port is wrong: it must be a number\. Correct this setting\.$/,
      ),
    });
  });

  it('tells of a store that cannot be written', async () => {
    const file = join(folder, 'not-a-folder');
    await writeFile(file, '');
    const store = { id: 'store', type: 'zgoda-store', credentials: { location: join(file, 'store') } };
    await host.deploy(flow([store], { store: 'store' }));
    await host.inject('start', [good]);
    expect(await firstShown('caught')).toMatchObject({
      code: 'store_read_only',
      message: expect.stringContaining('choose another folder'),
    });
  });

  it.each([
    [
      'in a wrong encoding',
      Buffer.from('phone,first_name\n+447700900123,Zo\xeb\n', 'latin1'),
      /not in UTF-8.*CSV UTF-8/,
    ],
    ['without the column phone', Buffer.from('telefon\n+447700900123\n'), /has no column "phone"/],
  ])('tells of a CSV file %s', async (_what, bytes, sentence) => {
    const file = join(folder, 'people.csv');
    await writeFile(file, bytes);
    const campaign = exampleFlow('first-campaign').map((each) =>
      each.type === 'tab' ? { ...each, env: [{ name: 'CSV_FILE', value: file, type: 'str' }] } : each,
    );
    const watched = [
      { id: 'watch', type: 'catch', z: 'zgoda-first-campaign', scope: null, uncaught: true, wires: [['caught']] },
      { ...debug('caught', 'error'), z: 'zgoda-first-campaign' },
    ];
    await host.deploy([...campaign, ...watched]);
    await host.inject('zfc-start');
    expect(await firstShown('caught')).toMatchObject({ message: expect.stringMatching(sentence) });
  });

  it('goes on running after all this', async () => {
    expect((await fetch(`${host.url}/settings`)).ok).toBe(true);
    expect(host.log()).not.toMatch(/unhandled|uncaught exception/i);
  });
});
