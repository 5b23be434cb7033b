import { ZgodaError } from '../../../engine/src/shared/errors';
import { keepOpen } from '../../../node-red/src/runtime/keepOpen';

function kept(open: () => Promise<string>, retryMs = 5_000) {
  const told: string[] = [];
  const resource = keepOpen({
    open,
    release: async (value) => void told.push(`release ${value}`),
    onOpen: (value) => told.push(`open ${value}`),
    onFail: (error) => told.push(`fail ${error.code}`),
    retryMs,
  });
  return { told, resource };
}

describe('keepOpen', () => {
  it('opens at once and gives back once', async () => {
    const { told, resource } = kept(async () => 'store');
    expect(await resource.ready()).toBe('store');
    await resource.close();
    expect(told).toEqual(['open store', 'release store']);
  });

  it('tells of a failure, tries again, and serves those who ask later', async () => {
    let tries = 0;
    const { told, resource } = kept(async () => {
      tries += 1;
      if (tries < 3) throw new ZgodaError('store_unreachable', { problem: 'refused' });
      return 'store';
    }, 1);
    await expect(resource.ready()).rejects.toMatchObject({ code: 'store_unreachable' });
    while (tries < 3) await new Promise((resolve) => setTimeout(resolve, 2));
    expect(await resource.ready()).toBe('store');
    await resource.close();
    expect(told).toEqual(['fail store_unreachable', 'fail store_unreachable', 'open store', 'release store']);
  });

  it('gives back what was still opening when it was closed', async () => {
    let opened: (value: string) => void = () => undefined;
    const { told, resource } = kept(() => new Promise((resolve) => (opened = resolve)));
    const closing = resource.close();
    opened('store');
    await closing;
    expect(told).toEqual(['release store']);
  });

  it('stops trying when closed', async () => {
    let tries = 0;
    const { resource } = kept(async () => {
      tries += 1;
      throw new Error('no');
    }, 1);
    await expect(resource.ready()).rejects.toMatchObject({ code: 'internal' });
    await resource.close();
    const before = tries;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(tries).toBe(before);
  });
});
