import { exampleFlow } from './exampleFlow';
import { startNodeRed, type NodeRedHost } from './nodeRedHost';

describe('the example "Prove a consent" in a real Node-RED', () => {
  let host: NodeRedHost;

  beforeAll(async () => {
    host = await startNodeRed();
    await host.deploy(exampleFlow('prove-a-consent'));
  });
  afterAll(() => host.stop());

  const shown = (id: string): Record<string, unknown>[] =>
    host.told
      .filter(({ topic, data }) => topic === 'debug' && data.id === id)
      .map(({ data }) => JSON.parse(String(data.msg)) as Record<string, unknown>);

  const shownAt = (id: string, index = 0) => host.until(id, () => shown(id)[index]);

  it('keeps the words, records who agreed to them, and routes people by it', async () => {
    await host.inject('zpc-ask');
    expect(await shownAt('zpc-may-not')).toMatchObject({ maySend: false, reason: 'no_consent', entryIds: [] });

    await host.inject('zpc-start');
    const saved = (await shownAt('zpc-shown'))['savedWording'];
    expect(saved).toMatchObject({ wording: 'newsletter', version: 1, languages: ['en'] });
    await host.inject('zpc-agrees');
    const recorded = (await shownAt('zpc-shown', 1))['consent'] as Record<string, unknown>;
    expect(recorded).toMatchObject({ state: 'granted', maySend: true });

    await host.inject('zpc-ask');
    expect(await shownAt('zpc-may')).toMatchObject({
      maySend: true,
      entryIds: [recorded['entryId']],
      wordingSha256: (saved as Record<string, unknown>)['sha256'],
      jurisdiction: 'GB',
    });
    await host.inject('zpc-ask-other');
    expect(await shownAt('zpc-may-not', 1)).toMatchObject({ maySend: false, contactId: null });
  });
});
