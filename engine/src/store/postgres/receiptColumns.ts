import type { ReceiptRecord } from '../../delivery/message';

/** Receipts as arrays: routes, part ids, states, error codes, times. */
export function receiptColumns(
  receipts: readonly ReceiptRecord[],
): [string[], string[], string[], (string | null)[], number[]] {
  return [
    receipts.map(({ route }) => route),
    receipts.map(({ partId }) => partId),
    receipts.map(({ state }) => state),
    receipts.map(({ errorCode }) => errorCode),
    receipts.map(({ doneAtMs }) => doneAtMs),
  ];
}
