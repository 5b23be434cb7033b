import { createBatcher } from '../shared/batcher';
import type { Clock } from '../shared/clock';
import { gather } from '../shared/gather';
import type { ReceiptRecord } from './message';
import type { OutboxStore } from './outboxStore';
import type { TransportReceipt } from './transport';

/** Stores delivery receipts of a route, in batches. */
export interface ReceiptRecorder {
  /** `storeNowMs` is when it came, by the store's clock. Resolves once it is durable; see `TransportHandlers.receipt`. */
  record(receipt: TransportReceipt, storeNowMs: number): Promise<string | null>;
  idle(): Promise<void>;
}

interface Arrival {
  readonly record: ReceiptRecord;
  readonly atMs: number;
}

const mostReceipts = 1_000;

/** A recorder for `route`; calls `changed` after each stored batch. */
export function createReceiptRecorder(
  route: string,
  ports: { readonly store: OutboxStore; readonly clock: Clock; readonly changed: () => void },
): ReceiptRecorder {
  const batcher = createBatcher<Arrival, string | null>(
    mostReceipts,
    async (arrivals) => {
      // What comes before its segment is known is compared with when its text was claimed: by the same clock.
      const nowMs = Math.max(...arrivals.map(({ atMs }) => atMs));
      const { recognised } = await ports.store.markReceipts(
        arrivals.map(({ record }) => record),
        nowMs,
      );
      ports.changed();
      const partIds = arrivals.map((): string | null => null);
      for (const { place, partId } of recognised) partIds[place] = partId;
      return partIds;
    },
    (size) => gather(ports.clock, size, mostReceipts),
  );
  return {
    async record(receipt, storeNowMs) {
      const { partId, anyForm, state, errorCode } = receipt;
      if (state === 'underway') return null;
      const doneAtMs = receipt.doneAtMs ?? storeNowMs;
      return batcher.add({ record: { route, partId, anyForm, state, errorCode, doneAtMs }, atMs: storeNowMs });
    },
    idle: () => batcher.idle(),
  };
}
