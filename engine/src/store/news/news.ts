import type { Told } from './watchers';

/** What processes of one store tell each other. Nothing rests on it: news may be lost, and who waits for some looks, too. */
export interface News {
  /** Tells the other processes, in the background; no more often than every `everyMs`. A topic holds no personal data. */
  announce(topic: string, everyMs: number): void;
  /** Calls `told` with what other processes announce of a topic, until its returned stop. */
  watch(topic: string, told: Told): () => void;
}
