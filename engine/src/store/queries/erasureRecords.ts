import type { ErasureRecordStore } from '../../compliance/erasureJournal';
import type { Session } from '../session';

/** The erasures that the database has seen, over one session. */
export function createErasureRecordQueries(session: Session): ErasureRecordStore {
  return {
    async appendErasure(erasureId, erasedAtMs) {
      const row = { id: erasureId, erased_at_ms: erasedAtMs };
      await session.insert('erasures', [row], ['id', 'erased_at_ms'], { key: ['id'], overwrite: [] });
    },

    async readErasures(erasureIds) {
      const rows = await session.rows(
        session.db.selectFrom('erasures').select('id').where(session.among('id', erasureIds)),
      );
      return new Set(rows.map(({ id }) => id));
    },
  };
}
