import type { SubmitOutcome } from '../../engine/src/delivery/transport';
import type { TestRoute } from './smppRoute';

/**
 * Sends texts "#0" to "#count-1" as a dispatcher does: as many as there is room for, again when they come back unsent.
 * Resolves with the outcome of each; rejects when one gets two outcomes, or some have none after `timeoutMs`.
 */
export async function sendTexts(
  route: TestRoute,
  count: number,
  { text = (at: number): string => `#${at}`, timeoutMs = 30_000 } = {},
): Promise<Map<number, Exclude<SubmitOutcome, { outcome: 'unsent' }>>> {
  const outcomes = new Map<number, Exclude<SubmitOutcome, { outcome: 'unsent' }>>();
  const queue = Array.from({ length: count }, (_, at) => at);
  let twice = false;
  const fill = (): void => {
    while (queue.length > 0 && route.transport.room() > 0) {
      const at = queue.shift() as number;
      const content = text(at);
      const number = `+447700900${String(at % 1_000).padStart(3, '0')}`;
      route.transport.submit(
        {
          id: String(at),
          number,
          sender: null,
          text: content,
          encoding: 'gsm7',
          segments: Math.ceil(content.length / 153),
          purpose: 'marketing',
        },
        (outcome) => {
          if (outcome.outcome === 'unsent') queue.unshift(at);
          else if (outcomes.has(at)) twice = true;
          else outcomes.set(at, outcome);
        },
      );
    }
  };
  await route.until(() => {
    fill();
    return twice || outcomes.size === count;
  }, timeoutMs);
  if (twice) throw new Error('a text got two outcomes');
  return outcomes;
}

/** Which texts had this outcome, ascending. */
export function withOutcome(outcomes: ReadonlyMap<number, SubmitOutcome>, outcome: SubmitOutcome['outcome']): number[] {
  return [...outcomes]
    .filter(([, found]) => found.outcome === outcome)
    .map(([at]) => at)
    .sort((a, b) => a - b);
}

/** The number of a text that `sendTexts` made. */
export const textNumber = (shortMessage: Buffer): number => Number(shortMessage.toString('latin1').slice(1));
