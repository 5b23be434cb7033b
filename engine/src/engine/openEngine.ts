import { randomUUID } from 'node:crypto';
import { storeConfigSchema } from '../config';
import { ZgodaError } from '../shared/errors';
import { createEngineCore, type EngineCore } from './engineCore';
import type { Engine, EngineOptions, ResolvedOptions } from './engine';

/** One engine and who uses it. */
interface Shared {
  readonly core: Promise<EngineCore>;
  users: number;
  cancelClose: () => void;
}

const registryKey = Symbol.for('zgoda.engines');

/** All copies of this module in a process share one table, so that a store is opened once. */
function registry(): Map<string, Shared> {
  const holder = globalThis as { [registryKey]?: Map<string, Shared> };
  return (holder[registryKey] ??= new Map());
}

/**
 * Opens the engine over a store, or shares the one that is open over it with the same settings. Throws `store_newer`,
 * `store_read_only`, `store_key_wrong`, `store_unreachable` and the like.
 */
export async function openEngine(options: EngineOptions): Promise<Engine> {
  const store = storeConfigSchema.parse(options.store);
  const key = JSON.stringify([store, options.defaultFolder, options.zone]);
  const shared = registry().get(key) ?? addShared(key, { ...options, store });
  shared.users += 1;
  shared.cancelClose();
  try {
    return handleOf(await shared.core, () => release(key, shared, options.lingerMs));
  } catch (thrown) {
    registry().delete(key);
    throw thrown;
  }
}

/** Closes every engine of the process at once, whoever uses it: for hosts that shut down, and for tests. */
export async function closeAllEngines(): Promise<void> {
  const all = [...registry().values()];
  registry().clear();
  await Promise.all(all.map(closeShared));
}

function addShared(key: string, options: ResolvedOptions): Shared {
  const shared: Shared = { core: createEngineCore(options, randomUUID()), users: 0, cancelClose: () => undefined };
  registry().set(key, shared);
  return shared;
}

async function closeShared(shared: Shared): Promise<void> {
  shared.cancelClose();
  const core = await shared.core.catch(() => null);
  await core?.close();
}

async function release(key: string, shared: Shared, lingerMs: number): Promise<void> {
  shared.users -= 1;
  if (shared.users > 0) return;
  if (lingerMs === 0) return closeUnused(key, shared);
  const core = await shared.core;
  shared.cancelClose = core.whenQuiet(lingerMs, () => void closeUnused(key, shared));
}

async function closeUnused(key: string, shared: Shared): Promise<void> {
  if (shared.users > 0 || registry().get(key) !== shared) return;
  registry().delete(key);
  await closeShared(shared);
}

/** One user's view of a shared engine: what it attached and listens to ends with its own release. */
function handleOf(core: EngineCore, giveBack: () => Promise<void>): Engine {
  const owned = new Set<() => Promise<void>>();
  let released = false;

  function own(end: () => Promise<void>): () => Promise<void> {
    const once = async () => {
      if (owned.delete(once)) await end();
    };
    owned.add(once);
    return once;
  }

  return {
    services: core.services,
    get warning() {
      return core.warning;
    },
    async attachRoute(account) {
      if (released) throw new ZgodaError('internal', { problem: 'the engine was released' });
      const route = await core.attachRoute(account);
      const end = own(() => route.release());
      return { ...route, release: end };
    },
    describeRoute: (account) => core.describeRoute(account),
    async listen(consumer, kinds, handle, atOnce) {
      const listener = await core.listen(consumer, kinds, handle, atOnce);
      const end = own(() => listener.close());
      return { close: end };
    },
    async release() {
      if (released) return;
      released = true;
      await Promise.all([...owned].map((end) => end()));
      await giveBack();
    },
  };
}
