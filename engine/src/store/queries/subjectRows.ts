import { sql, type RawBuilder } from 'kysely';
import { dataInventory, type PersonLink, type StoredTable, type TableTags } from '../../compliance/dataInventory';
import type { SubjectKeys, SubjectRows, SubjectStore } from '../../compliance/subjectStore';
import type { Schema } from '../schema';
import type { Session } from '../session';

/** The inventory, checked against the schema: a column that is not tagged does not compile. */
export const inventoryTables: { readonly [Table in keyof Schema]: TableTags<keyof Schema[Table] & string> } =
  dataInventory;

const tables = Object.entries(inventoryTables) as [StoredTable, TableTags][];

/** Reads everything that is held on a person over one session, as the inventory tags it. */
export function createSubjectQueries(session: Session): SubjectStore {
  return {
    async readSubject(subject) {
      const contactIds = await findContactIds(session, subject);
      const rows: Partial<Record<StoredTable, SubjectRows[StoredTable]>> = {};
      for (const [name, { links, columns }] of tables) {
        const shown = Object.keys(columns).filter((column) => columns[column]?.export !== 'omit');
        const found = links.length > 0 && shown.length > 0;
        rows[name] = found ? await readRows(session, name, shown, rowsOf(session, links, contactIds, subject)) : [];
      }
      return rows as SubjectRows;
    },
  };
}

/** The ids of the contacts that a person has, or had. */
export async function findContactIds(session: Session, subject: SubjectKeys): Promise<string[]> {
  const rows = await session.rows(
    session.db
      .selectFrom('contacts')
      .select('id')
      .where(({ eb, or }) =>
        or([
          eb('id', '=', subject.contactId ?? ''),
          eb('number', '=', subject.number ?? ''),
          eb('number_key', '=', subject.numberKey),
        ]),
      ),
  );
  const ids = rows.map(({ id }) => id);
  return subject.contactId === null || ids.includes(subject.contactId) ? ids : [...ids, subject.contactId];
}

async function readRows(
  session: Session,
  table: StoredTable,
  columns: readonly string[],
  where: RawBuilder<boolean>,
): Promise<Record<string, unknown>[]> {
  const query = sql<
    Record<string, unknown>
  >`select ${sql.join(columns.map((column) => sql.ref(column)))} from ${sql.table(table)} where ${where}`;
  const compiled = query.compile(session.db);
  return session.rows({ compile: () => compiled });
}

/** The condition for the rows of one table that any of its links leads to. */
export function rowsOf(
  session: Session,
  links: readonly PersonLink[],
  contactIds: readonly string[],
  subject: SubjectKeys,
): RawBuilder<boolean> {
  const conditions = links.map((link) => conditionOf(session, link, contactIds, subject));
  return sql<boolean>`(${sql.join(conditions, sql` or `)})`;
}

function conditionOf(
  session: Session,
  link: PersonLink,
  contactIds: readonly string[],
  subject: SubjectKeys,
): RawBuilder<boolean> {
  switch (link.by) {
    case 'contact':
      return session.among(link.column, contactIds);
    case 'number':
      return link.whereNull === undefined
        ? sql<boolean>`${sql.ref(link.column)} = ${subject.numberKey}`
        : sql<boolean>`(${sql.ref(link.whereNull)} is null and ${sql.ref(link.column)} = ${subject.numberKey})`;
    case 'message': {
      const messages = rowsOf(session, dataInventory.messages.links, contactIds, subject);
      return sql<boolean>`${sql.ref(link.column)} in (select ${sql.ref(link.key)} from messages where ${messages})`;
    }
  }
}
