import { createBatcher } from '../shared/batcher';
import type { Clock } from '../shared/clock';
import { gather } from '../shared/gather';
import type { ReceiptRecord } from './message';
import type { OutboxStore } from './outboxStore';
import type { TransportReceipt } from './transport';

/** Stores delivery receipts of a route, in batches. */
export interface ReceiptRecorder {
  /** Resolves once the receipt is durable; see `TransportHandlers.receipt`. */
  record(receipt: TransportReceipt): Promise<string | null>;
  idle(): Promise<void>;
}

const mostReceipts = 1_000;

/** A recorder for `route`; calls `changed` after each stored batch. */
export function createReceiptRecorder(
  route: string,
  ports: { readonly store: OutboxStore; readonly clock: Clock; readonly changed: () => void },
): ReceiptRecorder {
  const batcher = createBatcher<ReceiptRecord, string | null>(
    mostReceipts,
    async (receipts) => {
      const { recognised } = await ports.store.markReceipts(receipts, ports.clock.nowMs());
      ports.changed();
      const partIds = receipts.map((): string | null => null);
      for (const { place, partId } of recognised) partIds[place] = partId;
      return partIds;
    },
    (size) => gather(ports.clock, size, mostReceipts),
  );
  return {
    async record(receipt) {
      const { partId, anyForm, state, errorCode } = receipt;
      if (state === 'underway') return null;
      const doneAtMs = receipt.doneAtMs ?? ports.clock.nowMs();
      return batcher.add({ route, partId, anyForm, state, errorCode, doneAtMs });
    },
    idle: () => batcher.idle(),
  };
}
