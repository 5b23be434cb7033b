import type { IdSource } from '../../shared/ids';
import { claimToken, type HotOutbox } from '../queries/outbox';
import { createAppend } from './appendMessage';
import { createClaim } from './claimMessages';
import { createKnownIds, createReceive } from './receiveReceipt';
import { createSettle } from './settleMessage';
import type { StatementCache } from './statementCache';

/** The hot verbs of the outbox as loops over prepared statements, inside the worker. */
export function createSqliteOutbox(statements: StatementCache, ids: IdSource): HotOutbox {
  const append = createAppend(statements);
  const claim = createClaim(statements);
  const receive = createReceive(statements, ids);
  const knownIds = createKnownIds(statements);
  const settle = createSettle(statements, ids, receive);

  return {
    async appendMessages(messages, nowMs) {
      return messages.map((message) => append(message, nowMs));
    },

    async claimMessages(route, lease, limit, leaseMs, nowMs) {
      return claim({ route, lease, limit, leaseMs, nowMs });
    },

    async markSubmitted(route, lease, records, nowMs) {
      const settleOne = settle(route, claimToken(lease), nowMs);
      return records.filter((record) => settleOne(record)).map(({ id }) => id);
    },

    async markReceipts(receipts, nowMs) {
      const recognised: { place: number; partId: string }[] = [];
      const matched = receipts.filter((receipt, place) => {
        if (!receipt.anyForm) return receive(receipt, nowMs) !== 'early';
        const [partId = receipt.partId, ...more] = knownIds(receipt);
        const outcome = receive({ ...receipt, partId }, nowMs);
        if ((outcome === 'final' || outcome === 'matched') && more.length === 0) recognised.push({ place, partId });
        return outcome !== 'early';
      }).length;
      return { matched, unmatched: receipts.length - matched, recognised };
    },
  };
}
