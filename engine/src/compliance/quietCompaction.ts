import type { Clock } from '../shared/clock';
import type { RetentionStore } from './retentionStore';

/** The ports that a compaction after purges needs. */
export interface CompactionRepositories extends Pick<RetentionStore, 'tidy' | 'readQuiet'> {
  readSetting(name: string): Promise<string | null>;
  writeSetting(name: string, value: string): Promise<void>;
  compact(): Promise<void>;
}

const dayMs = 24 * 3_600_000;
/** Rewriting holds up whoever wants to write: some 2 s for this many bytes on a slow disk. */
const longestRewriteBytes = 256 * 1_024 * 1_024;

const remainsSetting = 'purge_remains';
const compactedSetting = 'compacted_at_ms';

/**
 * Clears the logs of what was purged, which holds up nobody. Where copies of rows may be left in the tables' pages it notes so, for
 * `compactWhenQuiet`. Does nothing where nothing was purged since the last compaction.
 */
export async function tidyAfterPurge(store: CompactionRepositories, hasPurged: boolean): Promise<void> {
  // Noted first: a run that ends here is made up for by the next one.
  if (hasPurged) await store.writeSetting(remainsSetting, 'yes');
  if (!(await isNoted(store))) return;
  if (!(await store.tidy())) await store.writeSetting(remainsSetting, '');
}

/**
 * Rewrites the store without the copies that purges left in its pages: at most once a day, when nothing waits to be sent, and not where
 * it would take long. Returns whether it did.
 */
export async function compactWhenQuiet(store: CompactionRepositories, clock: Clock): Promise<boolean> {
  if (!(await isNoted(store))) return false;
  const nowMs = clock.nowMs();
  const agoMs = nowMs - Number((await store.readSetting(compactedSetting)) ?? 0);
  if (agoMs >= 0 && agoMs < dayMs) return false;
  const { isQuiet, bytes } = await store.readQuiet(nowMs);
  if (!isQuiet || bytes > longestRewriteBytes) return false;
  await store.writeSetting(compactedSetting, String(nowMs));
  await store.compact();
  return true;
}

async function isNoted(store: CompactionRepositories): Promise<boolean> {
  return ((await store.readSetting(remainsSetting)) ?? '') !== '';
}
