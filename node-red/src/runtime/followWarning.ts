import type { Engine } from '@zgoda/engine';

const lookMs = 30_000;

/**
 * Tells what people should know of a store: at once, and what comes about later once it has stood for half a minute, since commands
 * such as a backup open the store for a moment. Returns its end.
 */
export function followWarning(engine: Pick<Engine, 'warning'>, tell: (sentence: string) => void): () => void {
  let told = engine.warning;
  let seen = told;
  if (told !== null) tell(told);
  const timer = setInterval(() => {
    const { warning } = engine;
    if (warning !== null && warning === seen && warning !== told) tell(warning);
    if (warning === seen) told = warning;
    seen = warning;
  }, lookMs);
  timer.unref();
  return () => clearInterval(timer);
}
