import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The part of Jest's results that is counted. */
interface Results {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly numRuntimeErrorTestSuites: number;
}

/**
 * A Jest reporter that writes `PASSED FAILED SKIPPED` into the folder that ZGODA_TEST_COUNTS names, for `.ci/run` to
 * add up. A suite that could not run at all counts as one failed test.
 */
export default class CountReporter {
  onRunComplete(_contexts: unknown, results: Results): void {
    const folder = process.env['ZGODA_TEST_COUNTS'];
    if (folder === undefined) return;
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `jest-${process.pid}`), `${results.numPassedTests} ${failed} ${skipped}\n`);
  }
}
