import { startSimulator, type Simulator } from '../../../engine/src/transports/simulator/simulator';
import { operatorAccount } from './exampleFlow';
import { startNodeRed, type FlowNode, type NodeRedHost } from './nodeRedHost';

const tab = { id: 'tab', type: 'tab', label: 'Deploys' };

/** Two senders and a trigger over one account. */
function flow(port: number, text: string): FlowNode[] {
  const send = (id: string): FlowNode => ({
    id,
    type: 'zgoda-send-sms',
    z: 'tab',
    x: 300,
    y: 100,
    account: 'operator',
    text,
    textType: 'str',
    purpose: 'service',
    purposeType: 'str',
    wires: [[], []],
  });
  return [
    tab,
    operatorAccount(port),
    send('first'),
    { ...send('second'), text: 'never changed' },
    {
      id: 'trigger',
      type: 'zgoda-inbound-sms',
      z: 'tab',
      x: 100,
      y: 300,
      account: 'operator',
      kinds: ['other'],
      wires: [['shown']],
    },
    {
      id: 'shown',
      type: 'debug',
      z: 'tab',
      x: 300,
      y: 300,
      active: true,
      tosidebar: true,
      complete: 'payload',
      targetType: 'msg',
      wires: [],
    },
    {
      id: 'start',
      type: 'inject',
      z: 'tab',
      x: 100,
      y: 100,
      props: [{ p: 'payload.phone', v: '+447700900123', vt: 'str' }],
      wires: [['first']],
    },
  ];
}

/** As the editor sends it: credentials go only when they were changed, and then the account counts as changed. */
const unchangedAccount = (nodes: readonly FlowNode[]): FlowNode[] =>
  nodes.map(({ credentials: _unchanged, ...node }) => node as FlowNode);

describe('deploying again and again', () => {
  let host: NodeRedHost;
  let operator: Simulator;
  const texts: string[] = [];

  beforeAll(async () => {
    operator = await startSimulator({
      systemId: 'shop',
      password: 'secret',
      onSubmit: (submit) => texts.push(submit.shortMessage.toString('latin1')),
    });
    host = await startNodeRed();
  });
  afterAll(async () => {
    await host.stop();
    await operator.close();
  });

  const bound = (count: number) =>
    host.until(`${count} connections`, () => (operator.statistics().bound === count ? true : undefined));

  const shown = () => host.told.filter(({ topic, data }) => topic === 'debug' && data.id === 'shown');

  it('opens one connection for all nodes of an account', async () => {
    await host.deploy(flow(operator.port, 'one'));
    await bound(1);
    expect(operator.statistics().binds).toBe(1);
  });

  it('keeps that connection while single nodes are changed', async () => {
    for (const text of ['two', 'three', 'four'])
      await host.deploy(unchangedAccount(flow(operator.port, text)), 'nodes');
    await host.inject('start');
    await host.until('the text', () => texts[0]);
    expect(texts).toEqual(['four']);
    expect(operator.statistics()).toMatchObject({ bound: 1, binds: 1 });
  });

  it('tells how the connections of an account do', async () => {
    const statisticsOf = async (id: string): Promise<unknown> =>
      (await fetch(`${host.url}/zgoda-smpp-account/${id}/statistics`)).json();
    expect(await statisticsOf('operator')).toMatchObject({ accepted: 1, bound: 1, throttled: 0, lost: 0, window: 50 });
    expect(await statisticsOf('shown')).toBeNull();
    expect(await statisticsOf('nobody')).toBeNull();
  });

  it('tells of a reply once, however often the trigger was deployed', async () => {
    for (const name of ['a', 'b', 'c']) {
      await host.deploy(
        unchangedAccount(flow(operator.port, 'four')).map((node) => (node.id === 'trigger' ? { ...node, name } : node)),
        'nodes',
      );
    }
    operator.inbound({ from: '447700900123', to: '48500', text: 'See you there' });
    await host.until('the reply', () => shown()[0]);
    operator.inbound({ from: '447700900123', to: '48500', text: 'And thanks' });
    await host.until('the second reply', () => shown()[1]);
    const replies = shown().map(({ data }) => (JSON.parse(String(data.msg)) as { text: string }).text);
    expect(replies).toEqual(['See you there', 'And thanks']);
    expect(operator.statistics()).toMatchObject({ bound: 1, binds: 1 });
  });

  it('gives replies that came while the flow was off', async () => {
    const before = shown().length;
    await host.deploy([tab]);
    await bound(0);
    operator.inbound({ from: '447700900123', to: '48500', text: 'Anybody there' });
    await host.deploy(flow(operator.port, 'four'));
    const told = await host.until('the reply', () => shown()[before]);
    expect(JSON.parse(String(told.data.msg))).toMatchObject({ text: 'Anybody there', kind: 'other' });
  });

  it('gives them to a trigger inside a subflow too', async () => {
    const inside = (port: number): FlowNode[] => [
      {
        id: 'template',
        type: 'subflow',
        name: 'Replies',
        in: [],
        out: [{ x: 300, y: 80, wires: [{ id: 'within', port: 0 }] }],
      },
      {
        id: 'within',
        type: 'zgoda-inbound-sms',
        z: 'template',
        x: 100,
        y: 80,
        account: 'operator',
        kinds: ['other'],
        wires: [[]],
      },
      { id: 'instance', type: 'subflow:template', z: 'tab', x: 100, y: 300, wires: [['shown']] },
      ...flow(port, 'four').filter(({ type }) => type !== 'zgoda-inbound-sms'),
    ];
    await host.deploy(inside(operator.port));
    await bound(1);
    const before = shown().length;
    operator.inbound({ from: '447700900123', to: '48500', text: 'First' });
    await host.until('the first reply', () => shown()[before]);
    await host.deploy([tab]);
    await bound(0);
    operator.inbound({ from: '447700900123', to: '48500', text: 'Second' });
    await host.deploy(inside(operator.port));
    const told = await host.until('the second reply', () => shown()[before + 1]);
    expect(JSON.parse(String(told.data.msg))).toMatchObject({ text: 'Second' });
  });

  it('connects anew with a changed account, and leaves nothing behind when it goes', async () => {
    const { binds } = operator.statistics();
    await host.deploy(
      flow(operator.port, 'four').map((node) =>
        node.type === 'zgoda-smpp-account' ? { ...node, window: '10' } : node,
      ),
      'nodes',
    );
    await host.until('the new connection', () => (operator.statistics().binds === binds + 1 ? true : undefined));
    await bound(1);
    await host.deploy([tab]);
    await bound(0);
  });

  test('a store with a withdrawal link serves its page, and no longer once the link is gone', async () => {
    const store = { id: 'store', type: 'zgoda-store', controllerName: 'MyShop' };
    const send = { id: 'send', type: 'zgoda-send-sms', z: 'tab', x: 300, y: 100, store: 'store', wires: [[], []] };
    const page = (path: string, method = 'GET') => fetch(`${host.url}${path}`, { method });
    await host.deploy([tab, { ...store, linkBaseUrl: 'https://shop.example/stop' }, send]);
    for (const path of ['/stop/abcdefghij', '/stop?abcdefghij']) {
      for (const method of ['GET', 'POST']) {
        const response = await page(path, method);
        expect([path, method, response.status]).toEqual([path, method, 404]);
        expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
        expect(await response.text()).toContain('This link does not work.');
      }
    }
    await host.deploy([tab, store, send]);
    expect(await (await page('/stop/abcdefghij')).text()).not.toContain('This link does not work.');
  });
});
