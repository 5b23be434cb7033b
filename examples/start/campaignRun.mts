import { join } from 'node:path';
import { readJson, writeJson } from './demoFolder.mts';

/** One run of the example campaign. */
export interface CampaignRun {
  readonly campaign: string;
  /** Whether an earlier start began it and was broken off. */
  readonly resumed: boolean;
  /** Where its operator listened then: texts that wait are bound to that address. 0: nowhere yet. */
  readonly operatorPort: number;
  begin(operatorPort: number): Promise<void>;
  finish(): Promise<void>;
}

/** What the demo's folder keeps of its last run. */
interface RunMark {
  readonly run: number;
  readonly finished: boolean;
  readonly operatorPort: number;
}

/** The run that was broken off, else a new one under a new name, so that its texts go out afresh. */
export async function chooseRun(folder: string): Promise<CampaignRun> {
  const file = join(folder, 'campaign.json');
  const last = await readJson<RunMark>(file);
  const resumed = last !== null && !last.finished;
  const run = resumed ? last.run : (last?.run ?? 0) + 1;
  const mark = (finished: boolean, operatorPort: number): Promise<void> =>
    writeJson(file, { run, finished, operatorPort } satisfies RunMark);
  return {
    campaign: run === 1 ? 'First campaign' : `First campaign, run ${run}`,
    resumed,
    operatorPort: resumed ? last.operatorPort : 0,
    begin: (operatorPort) => mark(false, operatorPort),
    finish: () => mark(true, 0),
  };
}
