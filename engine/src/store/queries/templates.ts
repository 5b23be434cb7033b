import type { SavedTemplate } from '../../templating/savedTemplate';
import type { TemplateStore } from '../../templating/templateStore';
import type { TemplatesTable } from '../schema';
import type { Session } from '../session';

const columns = [
  'name',
  'version',
  'id',
  'purpose',
  'variants',
  'default_language',
  'variables',
  'saved_at_ms',
] as const satisfies readonly (keyof TemplatesTable)[];

/** Saved templates over one session. */
export function createTemplateQueries(session: Session): TemplateStore {
  return {
    async appendTemplate(template) {
      const firstComes = { key: ['name', 'version'], overwrite: [] };
      const written = await session.insert('templates', [toRow(template)], columns, firstComes, 'version');
      return written.length === 1;
    },

    async readTemplate(name) {
      const [newest] = await session.rows(
        session.db.selectFrom('templates').selectAll().where('name', '=', name).orderBy('version', 'desc').limit(1),
      );
      return newest === undefined ? null : toTemplate(newest);
    },

    async readTemplateVersion(name, version) {
      const [row] = await session.rows(
        session.db.selectFrom('templates').selectAll().where('name', '=', name).where('version', '=', version),
      );
      return row === undefined ? null : toTemplate(row);
    },

    async readTemplates() {
      const newest = await session.rows(
        session.db
          .selectFrom('templates as template')
          .selectAll()
          .where('version', '=', ({ selectFrom, ref }) =>
            selectFrom('templates as other')
              .select(({ fn }) => fn.max('other.version').as('version'))
              .where('other.name', '=', ref('template.name')),
          )
          .orderBy('name'),
      );
      return newest.map(toTemplate);
    },
  };
}

function toRow(template: SavedTemplate): TemplatesTable {
  const { id, name, version, purpose, variants, defaultLanguage, variables, savedAtMs } = template;
  return {
    name,
    version,
    id,
    purpose,
    variants: JSON.stringify(variants),
    default_language: defaultLanguage,
    variables: variables === null ? null : JSON.stringify(variables),
    saved_at_ms: savedAtMs,
  };
}

function toTemplate(row: TemplatesTable): SavedTemplate {
  return {
    id: row.id,
    name: row.name,
    version: row.version,
    purpose: row.purpose,
    variants: JSON.parse(row.variants) as SavedTemplate['variants'],
    defaultLanguage: row.default_language,
    variables: row.variables === null ? null : (JSON.parse(row.variables) as string[]),
    savedAtMs: row.saved_at_ms,
  };
}
