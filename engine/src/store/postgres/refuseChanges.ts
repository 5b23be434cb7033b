import type { ClientBase } from 'pg';

/** SQLSTATE of what the triggers of a moved store raise; the message is the place. */
export const movedState = 'ZG001';

/**
 * Lets triggers refuse every change of the tables but settings and leases, with `movedState`; null takes the triggers away. Part of
 * the caller's transaction, which waits for those that are changing something, so that all they stored is there when it ends.
 */
export async function refuseChanges(client: ClientBase, schema: string, place: string | null): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT relname::text AS name FROM pg_class
     WHERE relnamespace = to_regnamespace($1) AND relkind IN ('r', 'p') AND NOT relispartition
       AND relname NOT IN ('migrations', 'settings', 'leases') ORDER BY relname`,
    [schema],
  );
  const tables = rows.map(({ name }) => name);
  await client.query(`LOCK TABLE ${tables.join(', ')} IN SHARE ROW EXCLUSIVE MODE`);
  for (const table of tables) await client.query(`DROP TRIGGER IF EXISTS moved ON ${table}`);
  await client.query('DROP FUNCTION IF EXISTS refuse_moved()');
  if (place === null) return;
  await client.query(
    `CREATE FUNCTION refuse_moved() RETURNS trigger LANGUAGE plpgsql AS
     $$ BEGIN RAISE EXCEPTION USING ERRCODE = '${movedState}', MESSAGE = TG_ARGV[0]; END $$`,
  );
  const quoted = `'${place.replaceAll("'", "''")}'`;
  for (const table of tables) {
    await client.query(
      `CREATE TRIGGER moved BEFORE INSERT OR UPDATE OR DELETE ON ${table} EXECUTE FUNCTION refuse_moved(${quoted})`,
    );
  }
}
