import type { Wording, WordingStore } from '../../compliance/wording';
import type { WordingsTable } from '../schema';
import type { Session } from '../session';

const columns = [
  'name',
  'version',
  'id',
  'purpose',
  'texts',
  'default_language',
  'saved_at_ms',
] as const satisfies readonly (keyof WordingsTable)[];

/** Consent texts over one session. */
export function createWordingQueries(session: Session): WordingStore {
  return {
    async appendWording(wording) {
      const firstComes = { key: ['name', 'version'], overwrite: [] };
      const written = await session.insert('wordings', [toRow(wording)], columns, firstComes, 'version');
      return written.length === 1;
    },

    async readWordingVersions(name) {
      const rows = await session.rows(
        session.db.selectFrom('wordings').selectAll().where('name', '=', name).orderBy('version', 'desc'),
      );
      return rows.map(toWording);
    },

    async readWordings() {
      const rows = await session.rows(
        session.db.selectFrom('wordings').selectAll().orderBy('name').orderBy('version', 'desc'),
      );
      return rows.map(toWording);
    },
  };
}

function toRow({ id, name, version, purpose, texts, defaultLanguage, savedAtMs }: Wording): WordingsTable {
  return {
    name,
    version,
    id,
    purpose,
    texts: JSON.stringify(texts),
    default_language: defaultLanguage,
    saved_at_ms: savedAtMs,
  };
}

function toWording(row: WordingsTable): Wording {
  return {
    id: row.id,
    name: row.name,
    version: row.version,
    purpose: row.purpose,
    texts: JSON.parse(row.texts) as Wording['texts'],
    defaultLanguage: row.default_language,
    savedAtMs: row.saved_at_ms,
  };
}
