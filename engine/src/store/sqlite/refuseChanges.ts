import type { StatementCache } from './statementCache';

const changes = ['INSERT', 'UPDATE', 'DELETE'] as const;

/**
 * Lets triggers refuse every change of the tables but settings and leases, in all processes, with the place as the error's text;
 * null takes the triggers away. Part of the caller's transaction.
 */
export function refuseChanges(statements: StatementCache, place: string | null): void {
  const tables = statements.all<{ name: string }>(
    `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'
     AND name NOT IN ('migrations', 'settings', 'leases')`,
  );
  for (const { name } of tables) {
    for (const change of changes) {
      const trigger = `moved_${name}_${change.toLowerCase()}`;
      statements.exec(`DROP TRIGGER IF EXISTS ${trigger}`);
      if (place === null) continue;
      const quoted = `'${place.replaceAll("'", "''")}'`;
      statements.exec(
        `CREATE TRIGGER ${trigger} BEFORE ${change} ON ${name} BEGIN SELECT RAISE(ABORT, ${quoted}); END`,
      );
    }
  }
}
