import type { Routes } from './routes';

/** What engines of one process do to each other's routes. */
type Revocable = Pick<Routes, 'revoke'>;

const registryKey = Symbol.for('zgoda.routes');

/** By the id of the store; all copies of this module in a process share it, as they share the engines. */
function registry(): Map<string, Set<Revocable>> {
  const holder = globalThis as { [registryKey]?: Map<string, Set<Revocable>> };
  return (holder[registryKey] ??= new Map());
}

/** The routes of all engines of this process over one store: settings that differ in anything make engines of their own. */
export interface RoutesOfProcess {
  /** See `Dispatcher.revoke`: on every route of every engine. */
  revoke(number: string): Promise<void>;
  leave(): void;
}

/** Adds the routes of an engine to those of its store. */
export function joinRoutes(storeId: string, own: Revocable): RoutesOfProcess {
  const stores = registry();
  const all = stores.get(storeId) ?? new Set<Revocable>();
  stores.set(storeId, all.add(own));
  return {
    async revoke(number) {
      await Promise.all([...all].map((routes) => routes.revoke(number)));
    },
    leave() {
      all.delete(own);
      if (all.size === 0) stores.delete(storeId);
    },
  };
}
