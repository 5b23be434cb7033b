import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { migrations } from '../../engine/src/store/migrations/migrate';
import {
  postgresWords,
  sqliteWords,
  type Migration,
  type TableWords,
} from '../../engine/src/store/migrations/migration';

/** Where the steps of the schema are kept as they landed: a step that somebody's store has run can never change. */
export const landedFolder = join(__dirname, '../fixtures/migrations');

export type EngineName = 'sqlite' | 'postgres';

const words: Readonly<Record<EngineName, TableWords>> = { sqlite: sqliteWords, postgres: postgresWords };

/** The file of a step as it landed, such as `0001-initial.sqlite.sql`. */
export const landedFile = ({ version, name }: Migration, engine: EngineName): string =>
  `${String(version).padStart(4, '0')}-${name.replaceAll(' ', '-')}.${engine}.sql`;

/** The SQL of a step as the code has it today. */
export const todaysSql = (step: Migration, engine: EngineName): string =>
  step
    .statements(words[engine])
    .map((statement) => `${statement};\n`)
    .join('\n');

/** The SQL of a step as it landed; null before it was kept. */
export function landedSql(step: Migration, engine: EngineName): string | null {
  const file = join(landedFolder, landedFile(step, engine));
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}

/** The statements that made a store of a version, as it was then; 0 makes nothing. */
export function storeOfVersion(version: number, engine: EngineName, nowMs: number): string[] {
  if (version === 0) return [];
  const integer = engine === 'sqlite' ? 'INTEGER' : 'BIGINT';
  const table = `CREATE TABLE migrations (version ${integer} NOT NULL PRIMARY KEY, name TEXT NOT NULL,
    applied_at_ms ${integer} NOT NULL)${engine === 'sqlite' ? ' STRICT' : ''}`;
  const steps = migrations.filter((step) => step.version <= version);
  return [
    table,
    ...steps.flatMap((step) => [
      landedSql(step, engine) ?? '',
      `INSERT INTO migrations (version, name, applied_at_ms) VALUES (${step.version}, '${step.name}', ${nowMs})`,
    ]),
  ];
}
