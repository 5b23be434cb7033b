import { exampleFlow } from './exampleFlow';
import { startNodeRed, type NodeRedHost } from './nodeRedHost';

describe('the example "Cancel a campaign" in a real Node-RED', () => {
  let host: NodeRedHost;

  beforeAll(async () => {
    host = await startNodeRed();
    await host.deploy(exampleFlow('cancel-a-campaign'));
  });
  afterAll(() => host.stop());

  const shown = (id: string): Record<string, unknown>[] =>
    host.told
      .filter(({ topic, data }) => topic === 'debug' && data.id === id)
      .map(({ data }) => JSON.parse(String(data.msg)) as Record<string, unknown>);

  const shownAt = (id: string, index = 0) => host.until(id, () => shown(id)[index]);

  it('plans texts, cancels them, counts them, and plans them again', async () => {
    await host.inject('zcc-plan');
    await shownAt('zcc-planned', 2);
    expect(shown('zcc-planned')).toMatchObject(Array(3).fill({ accepted: true, state: 'held' }));

    await host.inject('zcc-stop');
    expect(await shownAt('zcc-cancelled')).toMatchObject({ cancelled: 3, alreadyLeft: 0 });
    await host.inject('zcc-ask');
    expect(await shownAt('zcc-counts')).toMatchObject({ accepted: 3, cancelled: 3, held: 0, failed: 0 });

    await host.inject('zcc-stop');
    expect(await shownAt('zcc-cancelled', 1)).toMatchObject({ cancelled: 0, alreadyLeft: 0 });
    await host.inject('zcc-plan');
    await shownAt('zcc-planned', 5);
    await host.inject('zcc-ask');
    expect(await shownAt('zcc-counts', 1)).toMatchObject({ accepted: 6, cancelled: 3, held: 3 });
    expect(shown('zcc-not-sent')).toEqual([]);
  });
});
