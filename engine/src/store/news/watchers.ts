/** Told of a topic: `isSure` where another process announced it, else something may have come. */
export type Told = (isSure: boolean) => void;

/** Those who watch topics. */
export interface Watchers {
  /** Returns its removal, which says whether it was still there. */
  add(topic: string, told: Told): () => boolean;
  tell(topic: string): void;
  /** Something may have come for anybody. */
  tellAll(): void;
}

/** Nobody watches yet; `name` makes of a topic what it is announced as. */
export function createWatchers(name: (topic: string) => string): Watchers {
  const all = new Map<string, Set<Told>>();
  return {
    add(topic, told) {
      const named = name(topic);
      // A function of its own, so that one who watches twice stops twice.
      const tellOne: Told = (isSure) => told(isSure);
      const those = all.get(named) ?? new Set();
      all.set(named, those.add(tellOne));
      return () => those.delete(tellOne);
    },
    tell(named) {
      for (const told of all.get(named) ?? []) told(true);
    },
    tellAll() {
      for (const those of all.values()) for (const told of those) told(false);
    },
  };
}
