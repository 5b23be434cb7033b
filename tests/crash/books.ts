import type { MessageState } from '../../engine/src/delivery/message';
import type { Store } from '../../engine/src/store/store';
import type { LoggingOperator } from './operatorLog';

const pageSize = 1_000;

/** What became of a campaign, in the store and at the operator. */
export interface Books {
  readonly byState: Readonly<Partial<Record<MessageState, number>>>;
  /** Accepted, not `uncertain`, and never seen by the operator. */
  readonly lost: number;
  /** Seen by the operator more than once. */
  readonly twice: number;
  /** Uncertain ones that the operator has seen, and those that it has not. */
  readonly uncertainArrived: number;
  readonly uncertainNeverArrived: number;
  /** Uncertain though the operator took it and, over the same connection, a whole window of texts after it. */
  readonly uncertainLate: number;
  /** What the operator has seen and nobody accepted. */
  readonly strange: number;
}

/** Compares the store with the operator's log, message by message. A sender has at most `window` texts open on a connection. */
export async function checkBooks(
  store: Store,
  accepted: ReadonlyMap<string, string>,
  { arrivals, lastOfEach }: LoggingOperator,
  window: number,
): Promise<Books> {
  const open = lastOfEach(window);
  const states = await statesOf(store, [...accepted.values()]);
  const byState: Partial<Record<MessageState, number>> = {};
  const books = { lost: 0, twice: 0, uncertainArrived: 0, uncertainNeverArrived: 0, uncertainLate: 0 };
  for (const [text, id] of accepted) {
    const state = states.get(id);
    if (state === undefined) throw new Error('an accepted message is gone');
    byState[state] = (byState[state] ?? 0) + 1;
    const times = arrivals.get(text) ?? 0;
    if (times > 1) books.twice += 1;
    if (state === 'uncertain' && times > 0) books.uncertainArrived += 1;
    if (state === 'uncertain' && times > 0 && !open.has(text)) books.uncertainLate += 1;
    if (state === 'uncertain' && times === 0) books.uncertainNeverArrived += 1;
    if (state !== 'uncertain' && times === 0) books.lost += 1;
  }
  return { byState, ...books, strange: [...arrivals.keys()].filter((text) => !accepted.has(text)).length };
}

async function statesOf(store: Store, ids: readonly string[]): Promise<Map<string, MessageState>> {
  const states = new Map<string, MessageState>();
  for (let first = 0; first < ids.length; first += pageSize) {
    for (const [id, { state }] of await store.readMessages(ids.slice(first, first + pageSize))) states.set(id, state);
  }
  return states;
}
