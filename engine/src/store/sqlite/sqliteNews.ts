import type { News } from '../news/news';
import { createWatchers } from '../news/watchers';

/** Looking takes some tens of microseconds. */
const lookMs = 100;

/**
 * News of an embedded store: while somebody watches, its worker looks ten times a second whether another process has written
 * anything. `look` has it look every so many milliseconds, and not at all for null.
 */
export function createSqliteNews(look: (everyMs: number | null) => void): News & { written(): void } {
  const watchers = createWatchers((topic) => topic);
  let watching = 0;
  return {
    // Others see what was written.
    announce: () => undefined,
    watch(topic, told) {
      watching += 1;
      if (watching === 1) look(lookMs);
      const stop = watchers.add(topic, told);
      return () => {
        if (!stop()) return;
        watching -= 1;
        if (watching === 0) look(null);
      };
    },
    written: () => watchers.tellAll(),
  };
}
