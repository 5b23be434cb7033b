import type { WithdrawalLinkStore } from '../../compliance/withdrawal/withdrawalLinks';
import type { Session } from '../session';

/** Withdrawal links over one session. */
export function createWithdrawalLinkQueries(session: Session): WithdrawalLinkStore {
  return {
    async writeWithdrawalLinks(links, nowMs) {
      const byToken = new Map(links.map(({ token, contactId }) => [token, contactId]));
      const rows = [...byToken].map(([token, contactId]) => ({ token, contact_id: contactId, created_at_ms: nowMs }));
      await session.insert('withdrawal_links', rows, ['token', 'contact_id', 'created_at_ms'], {
        key: ['token'],
        overwrite: [],
      });
    },

    async readWithdrawalLink(token) {
      const [link] = await session.rows(
        session.db.selectFrom('withdrawal_links').select('contact_id').where('token', '=', token),
      );
      return link?.contact_id ?? null;
    },
  };
}
