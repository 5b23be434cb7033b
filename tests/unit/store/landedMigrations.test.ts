import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { migrations } from '../../../engine/src/store/migrations/migrate';
import { landedFile, landedFolder, landedSql, todaysSql, type EngineName } from '../../support/landedMigrations';

/** Keeps the SQL of steps that are new; one that is kept already is never written again. */
const keepsNew = process.env['ZGODA_KEEP_MIGRATIONS'] === '1';
const engines: readonly EngineName[] = ['sqlite', 'postgres'];

describe.each(migrations.map((step) => [step.version, step] as const))('step %s of the schema', (_version, step) => {
  test.each(engines)('has the SQL in %s that it landed with', (engine) => {
    if (keepsNew && landedSql(step, engine) === null) {
      mkdirSync(landedFolder, { recursive: true });
      writeFileSync(join(landedFolder, landedFile(step, engine)), todaysSql(step, engine));
    }
    const landed = landedSql(step, engine);
    if (landed === null) {
      throw new Error(
        'This step is not kept yet: ZGODA_KEEP_MIGRATIONS=1 npx jest --selectProjects unit landedMigrations',
      );
    }
    expect(todaysSql(step, engine)).toBe(landed);
  });
});

test('no step that landed was taken away or renamed', () => {
  const known = migrations.flatMap((step) => engines.map((engine) => landedFile(step, engine)));
  expect(readdirSync(landedFolder).sort()).toEqual(known.sort());
});
