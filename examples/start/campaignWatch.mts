import { join } from 'node:path';
import { openEngine, silentLog, type Engine } from '@zgoda/engine';
import type { CampaignResult } from './campaignResult.mts';
import { failedRowsKey, finishedRowsKey, type FirstCampaign } from './firstCampaign.mts';
import type { NodeRed } from './nodeRed.mts';
import { StartProblem } from './startProblem.mts';

type Report = Awaited<ReturnType<Engine['services']['campaigns']['report']>>[number];
type Counts = Extract<Report, { ok: true }>['value'];

/** How far the campaign is. */
export interface Progress {
  /** Rows that went through the flow. */
  readonly rows: number;
  readonly accepted: number;
  readonly delivered: number;
}

const pollMs = 250;
/** A delivery report that has not come after so long without any other change is not waited for. */
const silenceMs = 15_000;
const longestMs = 10 * 60_000;

/**
 * Watches a campaign that Node-RED runs until every row went through and every accepted text has its final state. It
 * looks into the store as a second process and sends nothing. Throws a StartProblem when Node-RED ends or nothing moves.
 */
export async function watchCampaign(
  watched: { readonly folder: string; readonly campaign: string; readonly recipients: number },
  nodeRed: NodeRed,
  { tabId }: FirstCampaign,
  tell: (progress: Progress) => void,
): Promise<CampaignResult> {
  const { recipients, campaign, folder } = watched;
  const engine = await openStore(folder);
  let ended = false;
  void nodeRed.ended.then(() => (ended = true));
  const startedAt = performance.now();
  let changedAt = startedAt;
  let before = '';
  try {
    for (;;) {
      const [finished, failed] = await rowsDone(nodeRed, tabId, () => ended);
      const counts = await reportOf(engine, campaign);
      const nowMs = performance.now();
      const now = JSON.stringify([finished, failed, counts]);
      if (now !== before) changedAt = nowMs;
      before = now;
      tell({ rows: finished + failed, accepted: counts.accepted, delivered: counts.delivered });
      const allIn = finished + failed >= recipients;
      const settled = counts.underway === 0 || nowMs - changedAt > silenceMs;
      if (allIn && settled) return resultOf(recipients, failed, counts, (nowMs - startedAt) / 1_000);
      if (nowMs - changedAt > silenceMs * 4 || nowMs - startedAt > longestMs) throw new StartProblem(stuck);
      await new Promise((resolve) => void setTimeout(resolve, pollMs));
    }
  } finally {
    await engine.release();
  }
}

const stuck =
  'The campaign does not move on. Look at the nodes in the editor, and at node-red.log in the demo’s folder.';
const broken = 'Node-RED ended before the campaign did. Run `npm start` again: it goes on where it stopped.';

async function rowsDone(nodeRed: NodeRed, tabId: string, ended: () => boolean): Promise<[number, number]> {
  try {
    return await Promise.all([nodeRed.readCount(tabId, finishedRowsKey), nodeRed.readCount(tabId, failedRowsKey)]);
  } catch (thrown) {
    if (ended()) throw new StartProblem(broken);
    throw thrown;
  }
}

async function reportOf(engine: Engine, campaign: string): Promise<Counts> {
  const [report] = await engine.services.campaigns.report([{ campaign }]);
  if (report?.ok !== true) throw report?.error ?? new StartProblem(stuck);
  return report.value;
}

/** Rows that the store has no message for repeat a number, unless a node failed them. */
function resultOf(recipients: number, failed: number, counts: Counts, seconds: number): CampaignResult {
  const { accepted, delivered, segments, notSent } = counts;
  const stored = accepted + Object.values(notSent).reduce((total, rows) => total + rows, 0);
  const more = { duplicate: recipients - stored - failed, failed };
  const moreReasons = Object.fromEntries(Object.entries(more).filter(([, rows]) => rows > 0));
  const rounded = Math.round(seconds * 10) / 10;
  return { recipients, accepted, delivered, notSent: { ...notSent, ...moreReasons }, segments, seconds: rounded };
}

function openStore(folder: string): Promise<Engine> {
  const defaultFolder = join(folder, 'node-red/zgoda');
  return openEngine({ store: {}, defaultFolder, log: silentLog, zone: 'UTC', lingerMs: 0 });
}
