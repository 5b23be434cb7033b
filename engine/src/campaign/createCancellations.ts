import { campaignPages } from '../delivery/campaignPages';
import type { CancelOutcome, CancelStore } from '../delivery/cancelStore';
import type { MessageRow, MessageState } from '../delivery/message';
import type { OutboxStore } from '../delivery/outboxStore';
import type { Clock } from '../shared/clock';
import { ZgodaError } from '../shared/errors';
import { failure, success, type Result } from '../shared/result';
import type { Signal } from '../shared/signal';
import type { Cancellations, CancelInput, CancelResult } from './cancellations';
import { storedForms } from './deduplicationKey';
import { waitForStates } from './waitForStates';

/** What cancellations work with. */
export interface CancellationPorts {
  readonly store: CancelStore & Pick<OutboxStore, 'readMessages' | 'countCampaign'>;
  readonly clock: Clock;
  /** Takes back what this process has claimed of these messages and not written yet. */
  readonly takeBack: (ids: ReadonlySet<string>) => Promise<void>;
  /** Called when messages were cancelled. */
  readonly changed: () => void;
  /** A signal that is notified when messages change their state. */
  readonly watchChanges: () => { readonly signal: Signal; readonly stop: () => void };
}

/** Messages that are cancelled in one transaction: while they are, no other text can be stored. */
const stepSize = 500;
/** Other processes learn of a cancel within 2 s. */
const waitSeconds = 3;
/** A text that was being accepted while the first round passed its place is found by the second. */
const rounds = 2;

/** Cancels texts of one store. */
export function createCancellations(ports: CancellationPorts): Cancellations {
  return {
    async cancel(inputs) {
      const targets = await findTargets(ports, inputs);
      const single = await cancelSingles(ports, targets);
      const campaigns = new Map<string, Result<CancelResult>>();
      for (const { campaign } of targets) {
        if (campaign === undefined || campaigns.has(campaign)) continue;
        campaigns.set(campaign, await cancelCampaign(ports, campaign));
      }
      return targets.map((target) =>
        target.campaign === undefined ? single(target) : (campaigns.get(target.campaign) as Result<CancelResult>),
      );
    },
  };
}

/** The messages that an id or a key stands for. */
interface Single {
  readonly campaign?: undefined;
  readonly ids: readonly string[];
  readonly mustExist: boolean;
}

type Target = Single | { readonly campaign: string };

async function findTargets({ store }: CancellationPorts, inputs: readonly CancelInput[]): Promise<Target[]> {
  const forms = inputs.flatMap(({ by, deduplicationKey }) =>
    by === 'deduplicationKey' ? storedForms(deduplicationKey ?? '') : [],
  );
  const holders = new Map<string, string>();
  for (const keys of stepsOf([...new Set(forms)])) {
    for (const [key, id] of await store.readKeyHolders(keys)) holders.set(key, id);
  }
  return inputs.map(({ by, campaign, messageId, deduplicationKey }) => {
    if (by === 'campaign') return { campaign: campaign ?? '' };
    if (by === 'messageId') return { ids: [messageId ?? ''], mustExist: true };
    return { ids: storedForms(deduplicationKey ?? '').flatMap((form) => holders.get(form) ?? []), mustExist: false };
  });
}

/** Cancels the messages that targets name one by one; returns what tells the result of each. */
async function cancelSingles(
  ports: CancellationPorts,
  targets: readonly Target[],
): Promise<(target: Single) => Result<CancelResult>> {
  const ids = [...new Set(targets.flatMap((target) => (target.campaign === undefined ? target.ids : [])))];
  const outcomes: CancelOutcome[] = [];
  for (const step of stepsOf(ids)) outcomes.push(await cancelStep(ports, step));
  const givenBack = await awaitGivenBack(
    ports,
    outcomes.flatMap(({ claimed }) => claimed),
  );
  const cancelled = new Set([...outcomes.flatMap((outcome) => outcome.cancelled), ...givenBack]);
  const rows = new Map<string, MessageRow>();
  for (const step of stepsOf(ids)) for (const [id, row] of await ports.store.readMessages(step)) rows.set(id, row);
  return (target) => {
    const own = target.ids.flatMap((id) => rows.get(id) ?? []);
    if (own.length === 0 && target.mustExist) return failure(new ZgodaError('message_unknown'));
    const byState: Partial<Record<MessageState, number>> = {};
    for (const { state } of own) byState[state] = (byState[state] ?? 0) + 1;
    return success({
      cancelled: own.filter(({ id }) => cancelled.has(id)).length,
      ...leftOf(byState),
      messageId: own[0]?.id ?? null,
      state: own[0]?.state ?? null,
    });
  };
}

async function cancelCampaign(ports: CancellationPorts, campaign: string): Promise<Result<CancelResult>> {
  let found = false;
  let cancelled = 0;
  const claimed = new Set<string>();
  for (let round = 0; round < rounds; round += 1) {
    for await (const page of campaignPages(ports.store, campaign, stepSize)) {
      found = true;
      const open = page.filter(({ state }) => openStates.includes(state)).map(({ id }) => id);
      const outcome = open.length === 0 ? nothing : await cancelStep(ports, open);
      cancelled += outcome.cancelled.length;
      for (const id of outcome.claimed) claimed.add(id);
    }
  }
  if (!found) return failure(new ZgodaError('campaign_unknown'));
  cancelled += (await awaitGivenBack(ports, [...claimed])).length;
  const { byState } = await ports.store.countCampaign(campaign);
  return success({ cancelled, ...leftOf(byState), messageId: null, state: null });
}

const openStates: readonly MessageState[] = ['queued', 'held', 'claimed'];
const nothing: CancelOutcome = { cancelled: [], claimed: [] };

async function cancelStep(
  { store, clock, takeBack, changed }: CancellationPorts,
  ids: readonly string[],
): Promise<CancelOutcome> {
  const outcome = await store.cancelMessages(ids, clock.nowMs());
  if (outcome.cancelled.length > 0) changed();
  if (outcome.claimed.length > 0) await takeBack(new Set(outcome.claimed));
  return outcome;
}

/** Those of these claimed messages that their senders gave back unwritten, so that they are cancelled. */
async function awaitGivenBack(ports: CancellationPorts, claimed: readonly string[]): Promise<string[]> {
  if (claimed.length === 0) return [];
  const wanted = claimed.map((id) => ({ id, until: 'submitted', waitSeconds }) as const);
  const rows = await waitForStates(ports, wanted);
  return [...rows.values()].filter(({ state }) => state === 'cancelled').map(({ id }) => id);
}

const leftStates: readonly MessageState[] = [
  'claimed',
  'submitted',
  'delivered',
  'undelivered',
  'rejected',
  'expired',
  'uncertain',
];

function leftOf(
  byState: Readonly<Partial<Record<MessageState, number>>>,
): Pick<CancelResult, 'alreadyLeft' | 'alreadyLeftByState'> {
  const left = leftStates.flatMap((state) => {
    const count = byState[state] ?? 0;
    return count === 0 ? [] : [[state, count] as const];
  });
  return {
    alreadyLeft: left.reduce((sum, [, count]) => sum + count, 0),
    alreadyLeftByState: Object.fromEntries(left),
  };
}

function stepsOf(ids: readonly string[]): string[][] {
  const steps = Math.ceil(ids.length / stepSize);
  return Array.from({ length: steps }, (_, step) => ids.slice(step * stepSize, (step + 1) * stepSize));
}
