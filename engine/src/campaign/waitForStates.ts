import type { MessageRow, MessageState } from '../delivery/message';
import type { OutboxStore } from '../delivery/outboxStore';
import type { Clock } from '../shared/clock';
import type { Signal } from '../shared/signal';

/** A message, how far it should get, and how long that may take. */
export interface WantedState {
  readonly id: string;
  readonly until: 'accepted' | 'submitted' | 'delivered';
  readonly waitSeconds: number;
}

const settledStates: readonly MessageState[] = [
  'delivered',
  'undelivered',
  'rejected',
  'expired',
  'blocked',
  'cancelled',
  'uncertain',
];

/**
 * Resolves with the messages' rows when each got as far as wanted, can get no further, or its time is over; at once for those
 * that are held for longer than that.
 */
export async function waitForStates(
  ports: {
    readonly store: Pick<OutboxStore, 'readMessages'>;
    readonly clock: Clock;
    readonly watchChanges: () => { readonly signal: Signal; readonly stop: () => void };
  },
  wanted: readonly WantedState[],
): Promise<Map<string, MessageRow>> {
  const { store, clock } = ports;
  const startMs = clock.monotonicMs();
  const rows = new Map<string, MessageRow>();
  let open = [...wanted];
  const changes = ports.watchChanges();
  try {
    while (open.length > 0) {
      const read = await store.readMessages(open.map((each) => each.id));
      for (const [id, row] of read) rows.set(id, row);
      const waitedMs = clock.monotonicMs() - startMs;
      const nowMs = clock.nowMs();
      open = open.filter((each) => !isDone(each, rows.get(each.id), waitedMs, nowMs));
      if (open.length > 0) await changes.signal.wait(pollMs);
    }
  } finally {
    changes.stop();
  }
  return rows;
}

/** Another process may be the one that sends: its changes are seen by looking. */
const pollMs = 200;

function isDone(wanted: WantedState, row: MessageRow | undefined, waitedMs: number, nowMs: number): boolean {
  if (row === undefined || settledStates.includes(row.state)) return true;
  if (wanted.until === 'submitted' && row.state === 'submitted') return true;
  const leftMs = wanted.waitSeconds * 1_000 - waitedMs;
  const isHeldLonger = row.state === 'held' && row.notBeforeMs !== null && row.notBeforeMs > nowMs + leftMs;
  return leftMs <= 0 || isHeldLonger;
}
