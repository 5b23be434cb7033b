import { sql, type RawBuilder } from 'kysely';
import type { StoredTable, TableTags } from '../../compliance/dataInventory';
import type { ErasureStore } from '../../compliance/erasureStore';
import type { SubjectKeys } from '../../compliance/subjectStore';
import type { Session } from '../session';
import { messageIdOf } from './reports';
import { findPerson, inventoryTables, rowsOf } from './subjectRows';

/** Erasure over one session. A claimed message is blanked at once: its sender has the copy that it submits. */
export function createErasureQueries(session: Session, compact: () => Promise<void>): ErasureStore {
  return {
    async eraseSubject(subject, nowMs) {
      const person = await findPerson(session, subject);
      const whose = (links: TableTags['links']) => rowsOf(session, links, person);
      const cancelledMessages = await cancelMessages(session, whose(inventoryTables.messages.links), nowMs);
      await settleReplies(session, subject);
      const rows: Partial<Record<StoredTable, number>> = {};
      for (const [name, table] of Object.entries(inventoryTables) as [StoredTable, TableTags][]) {
        const links = table.links.filter(({ by }) => by !== 'message');
        const statement = links.length === 0 ? null : statementOf(name, table, whose(links));
        const count = statement === null ? 0 : await run(session, statement);
        if (count > 0) rows[name] = count;
      }
      if (Object.keys(rows).length > 0) await noteDue(session);
      return { rows, cancelledMessages };
    },

    async compact() {
      await compact();
      await session.change(session.db.deleteFrom('settings').where('name', 'in', [dueSetting, remainsSetting]));
    },

    async isCompactionDue() {
      const due = await session.rows(session.db.selectFrom('settings').select('value').where('name', '=', dueSetting));
      return due.length > 0;
    },
  };
}

const dueSetting = 'compaction_due';
/** Noted after a purge. */
const remainsSetting = 'purge_remains';

async function noteDue(session: Session): Promise<void> {
  const row = { name: dueSetting, value: 'yes' };
  await session.insert('settings', [row], ['name', 'value'], { key: ['name'], overwrite: ['value'] });
}

/** Null for a table that keeps everything. */
function statementOf(
  name: StoredTable,
  { columns }: TableTags,
  where: RawBuilder<boolean>,
): RawBuilder<unknown> | null {
  const actions = Object.entries(columns);
  if (actions.some(([, { erase }]) => erase === 'delete')) return sql`delete from ${sql.table(name)} where ${where}`;
  const blanked = actions
    .filter(([, { erase }]) => erase === 'blank')
    .map(([column]) => sql`${sql.ref(column)} = null`);
  return blanked.length === 0 ? null : sql`update ${sql.table(name)} set ${sql.join(blanked)} where ${where}`;
}

function run(session: Session, statement: RawBuilder<unknown>): Promise<number> {
  const compiled = statement.compile(session.db);
  return session.change({ compile: () => compiled });
}

async function cancelMessages(session: Session, subjects: RawBuilder<boolean>, nowMs: number): Promise<string[]> {
  const rows = await session.rows(
    session.db
      .updateTable('deliveries')
      .set({
        state: 'cancelled',
        reason: 'erased',
        not_before_ms: null,
        final_at_ms: nowMs,
        changed_at_ms: nowMs,
      })
      .where(session.within(sql.ref('message_sequence'), sql`select sequence from messages where ${subjects}`))
      .where('state', 'in', ['queued', 'held'])
      .returning(messageIdOf.as('id')),
  );
  return rows.map(({ id }) => id);
}

/** A text that was not handled yet is no longer anyone's reply. */
async function settleReplies(session: Session, { numberKey }: SubjectKeys): Promise<void> {
  await session.change(
    session.db
      .updateTable('inbound_messages')
      .set({ reply_class: 'erased' })
      .where('number_key', '=', numberKey)
      .where('reply_class', 'is', null),
  );
}
