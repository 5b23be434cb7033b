import type { IdSource } from '../../shared/ids';
import type { HotOutbox } from '../queries/outbox';
import type { Tell } from '../queries/reports';
import { createAppend } from './appendMessage';
import { createClaimAtOnce } from './claimAtOnce';
import { createClaim } from './claimMessages';
import { createKnownIds, createReceive, createTell } from './receiveReceipt';
import { createSettle } from './settleMessage';
import type { StatementCache } from './statementCache';

/** The hot verbs of the outbox as loops over prepared statements, inside the worker. */
export function createSqliteOutbox(statements: StatementCache, ids: IdSource): HotOutbox & { readonly tell: Tell } {
  const append = createAppend(statements);
  const claimNew = createClaimAtOnce(statements, ids);
  const claim = createClaim(statements, ids);
  const receive = createReceive(statements, ids);
  const knownIds = createKnownIds(statements);
  const settle = createSettle(statements, ids, receive);
  const tellOne = createTell(statements, ids);

  return {
    async appendMessages(messages, nowMs, claim) {
      const claimOne = claim === undefined ? null : claimNew(claim);
      return messages.map((message) => append(message, nowMs, claimOne));
    },

    async claimMessages(route, lease, limit, leaseMs, nowMs) {
      return claim({ route, lease, limit, leaseMs, nowMs });
    },

    async markSubmitted(route, records, nowMs) {
      const settleOne = settle(route, nowMs);
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

    async tell(reports, nowMs) {
      for (const { messageId, state } of reports) tellOne(messageId, state, nowMs);
    },
  };
}
