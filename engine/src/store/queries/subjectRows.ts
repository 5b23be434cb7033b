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
      const person = await findPerson(session, subject);
      const rows: Partial<Record<StoredTable, SubjectRows[StoredTable]>> = {};
      for (const [name, { links, columns }] of tables) {
        const shown = Object.keys(columns).filter((column) => columns[column]?.export !== 'omit');
        const found = links.length > 0 && shown.length > 0;
        rows[name] = found ? await readRows(session, name, shown, rowsOf(session, links, person)) : [];
      }
      return rows as SubjectRows;
    },
  };
}

/** What rows are found by. */
export interface Person {
  /** Of the contacts that they have, or had. */
  readonly contactIds: readonly string[];
  readonly numberKey: string;
}

export async function findPerson(session: Session, subject: SubjectKeys): Promise<Person> {
  return { contactIds: await findContactIds(session, subject), numberKey: subject.numberKey };
}

async function findContactIds(session: Session, subject: SubjectKeys): Promise<string[]> {
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
export function rowsOf(session: Session, links: readonly PersonLink[], person: Person): RawBuilder<boolean> {
  const conditions = links.map((link) => conditionOf(session, link, person));
  return sql<boolean>`(${sql.join(conditions, sql` or `)})`;
}

function conditionOf(session: Session, link: PersonLink, person: Person): RawBuilder<boolean> {
  switch (link.by) {
    case 'contact':
      return inBlocks(session, link, session.among(link.column, person.contactIds));
    case 'number': {
      const isTheirs = sql<boolean>`${sql.ref(link.column)} = ${person.numberKey}`;
      const only = link.whereNull === undefined ? sql`` : sql`${sql.ref(link.whereNull)} is null and `;
      return inBlocks(session, link, sql<boolean>`${only}${isTheirs}`);
    }
    case 'message': {
      const messages = rowsOf(session, dataInventory.messages.links, person);
      return session.within(sql.ref(link.column), sql`select ${sql.ref(link.key)} from messages where ${messages}`);
    }
  }
}

/**
 * The condition, asked of one block of the outbox after the other where the index wants it so. Each statement finds for itself which
 * there are: on PostgreSQL it sees messages that the one before did not.
 */
function inBlocks(
  session: Session,
  { byBlock }: Exclude<PersonLink, { by: 'message' }>,
  condition: RawBuilder<boolean>,
): RawBuilder<boolean> {
  if (byBlock === undefined) return sql<boolean>`(${condition})`;
  return sql<boolean>`(${session.within(blockOfMessage, everyBlock)} and ${condition})`;
}

/** As in the indexes of `messages`. */
const blockOfMessage = sql<number>`(sequence / 16384)`;

const everyBlock = sql`
  with recursive blocks (block) as (
    select (select min(sequence) from messages) / 16384
    union all select block + 1 from blocks where block < (select max(sequence) from messages) / 16384
  ) select block from blocks`;
