import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ZgodaError } from '@zgoda/engine';
import { summaryOf, type CampaignResult } from './campaignResult.mts';
import { watchCampaign, type Progress } from './campaignWatch.mts';
import { chooseRun } from './campaignRun.mts';
import { markRunning, prepareFolder, refuseSecondDemo, unmarkRunning } from './demoFolder.mts';
import { besideOtherFlows, contactsFile, readFirstCampaign, type CampaignSettings } from './firstCampaign.mts';
import { isFree, startNodeRed, type NodeRed } from './nodeRed.mts';
import { startOperator, type Operator } from './operator.mts';
import { readOptions, type StartOptions } from './options.mts';
import { StartProblem } from './startProblem.mts';

/** What was started, to be ended in the opposite order. */
const started: (() => Promise<void>)[] = [];
let interrupted = false;

async function stopAll(): Promise<void> {
  for (const stop of started.splice(0).reverse()) await stop();
}

/** Runs the demo: an operator, Node-RED, the example campaign, and its summary. */
async function start(options: StartOptions): Promise<void> {
  const say = options.json ? console.error : console.log;
  const { folder } = options;
  await refuseSecondDemo(folder);
  const mark = randomUUID();
  await prepareFolder(folder, mark);
  const run = await chooseRun(folder);
  const operator = options.operator ?? (await startOwnOperator(folder, run.operatorPort));
  const nodeRed = await startNodeRed(folder, mark, options.port);
  started.push(nodeRed.stop);
  await markRunning(folder, { url: nodeRed.url, mark, nodeRedPid: nodeRed.pid });
  started.push(() => unmarkRunning(folder));
  say(`The simulated operator listens on ${operator.host}:${operator.port}; nothing reaches a phone.`);
  say(`Node-RED is open at ${nodeRed.url}\n`);

  const { campaign, resumed } = run;
  say(resumed ? `${campaign}: the last run was broken off; going on with it.` : `${campaign}: sending.`);
  await run.begin(operator.port);
  const settings = { folder, campaign, operator, rate: options.rate };
  const result = await runCampaign(settings, nodeRed, showProgress(say));
  await run.finish();
  say(`\n${summaryOf(campaign, result)}`);
  if (options.json) console.log(JSON.stringify(result));
  if ('failed' in result.notSent) process.exitCode = 1;
  if (options.once) return;
  say(
    '\nSome of the simulated phones reply STOP: the flow in the editor counts them, and the next run leaves them out.',
  );
  say(`The editor stays open at ${nodeRed.url}. Press Ctrl-C to end it.`);
  await nodeRed.ended;
  if (!interrupted) throw new StartProblem('Node-RED ended by itself. Run `npm start` again.');
}

/** The operator; a run that was broken off needs it where it was. Its log tells what it was asked to send. */
async function startOwnOperator(folder: string, port: number): Promise<Operator> {
  if (port !== 0 && !(await isFree(port))) {
    throw new StartProblem(
      `The campaign that was broken off needs port ${port}, which another program uses. End that program.`,
    );
  }
  const operator = await startOperator(folder, port, ['--stop-every', '100', '--log', join(folder, 'texts.jsonl')]);
  started.push(operator.stop);
  return operator;
}

async function runCampaign(
  settings: CampaignSettings & { readonly folder: string },
  nodeRed: NodeRed,
  tell: (progress: Progress) => void,
): Promise<CampaignResult> {
  const flow = await readFirstCampaign(settings);
  const recipients = countRows(await readFile(contactsFile, 'utf8'));
  await nodeRed.deploy(besideOtherFlows(await nodeRed.readFlows(), flow));
  await nodeRed.inject(flow.injectId);
  return watchCampaign({ ...settings, recipients }, nodeRed, flow, tell);
}

/** Rows of a CSV file below its heading; a line break inside quotes does not end a row. */
function countRows(csv: string): number {
  const rows = csv.replace(/"[^"]*"/g, '').split('\n');
  return rows.filter((row) => row.trim() !== '').length - 1;
}

/** Tells of progress at most every second. */
function showProgress(say: (line: string) => void): (progress: Progress) => void {
  let told = '';
  let toldAtMs = -Infinity;
  return ({ rows, accepted, delivered }) => {
    const line = `  ${rows} rows read, ${accepted} accepted, ${delivered} delivered`;
    if (rows === 0 || line === told || performance.now() - toldAtMs < 1_000) return;
    say(line);
    told = line;
    toldAtMs = performance.now();
  };
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    interrupted = true;
    console.error('\nEnding Node-RED and the simulated operator ...');
    void stopAll().then(() => process.exit(0));
  });
}

/** What people should read of a failure; the stack only where it is a fault of the program. */
function explain(thrown: unknown): unknown {
  if (thrown instanceof StartProblem) return thrown.message;
  if (!(thrown instanceof ZgodaError)) return thrown;
  return `${thrown.message} ${thrown.description}\nTo begin the demo afresh, delete its folder (.cache/demo).`;
}

try {
  await start(readOptions(process.argv.slice(2)));
} catch (thrown) {
  console.error(explain(thrown));
  process.exitCode = 1;
} finally {
  await stopAll();
}
