import { createBatcher } from '../shared/batcher';
import type { Clock } from '../shared/clock';
import { gather } from '../shared/gather';
import type { ReceiptRecord } from './message';
import type { OutboxStore } from './outboxStore';
import type { TransportReceipt } from './transport';

/** Stores delivery receipts of a route, in batches; resolves once a receipt is durable. */
export interface ReceiptRecorder {
  record(receipt: TransportReceipt): Promise<void>;
  idle(): Promise<void>;
}

const mostReceipts = 1_000;

/** A recorder for `route`; calls `changed` after each stored batch. */
export function createReceiptRecorder(
  route: string,
  ports: { readonly store: OutboxStore; readonly clock: Clock; readonly changed: () => void },
): ReceiptRecorder {
  const batcher = createBatcher<ReceiptRecord, undefined>(
    mostReceipts,
    async (receipts) => {
      await ports.store.markReceipts(receipts, ports.clock.nowMs());
      ports.changed();
      return [];
    },
    (size) => gather(ports.clock, size, mostReceipts),
  );
  return {
    async record(receipt) {
      const { partId, state, errorCode } = receipt;
      if (state === 'underway') return;
      await batcher.add({ route, partId, state, errorCode, doneAtMs: receipt.doneAtMs ?? ports.clock.nowMs() });
    },
    idle: () => batcher.idle(),
  };
}
