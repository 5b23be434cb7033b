import type { GateFactStore } from '../compliance/gateFacts';
import type { QuietHours } from '../compliance/quietHours';
import type { SuppressionStore } from '../compliance/suppression';
import type { WithdrawalLinks, WithdrawalLinkStore } from '../compliance/withdrawal/withdrawalLinks';
import type { AppendOutcome, MessageRow, MessageState, NewMessage } from '../delivery/message';
import type { OutboxStore } from '../delivery/outboxStore';
import type { Clock } from '../shared/clock';
import type { IdSource } from '../shared/ids';
import type { NumberKeyer } from '../shared/numberKey';
import { attempt, fillSuccesses, success, successes, type Result } from '../shared/result';
import type { Signal } from '../shared/signal';
import type { Template } from '../templating/template';
import { createTemplateCache } from '../templating/templateCache';
import type { TemplateStore } from '../templating/templateStore';
import type { CampaignReport, Campaigns, ReportInput, SendInput, SendResult } from './campaigns';
import { inSlices } from './inSlices';
import { prepareMessage, quietSentence, type Prepared } from './prepareMessage';
import { readRecipients } from './recipientFacts';
import type { RouteTerms } from './routeTerms';
import { readTextSources, type TextSource } from './textSource';
import { waitForStates } from './waitForStates';

/** What campaigns need stored. */
export type CampaignStore = GateFactStore &
  Pick<SuppressionStore, 'readSuppressions'> &
  Pick<TemplateStore, 'readTemplate'> &
  Pick<WithdrawalLinkStore, 'writeWithdrawalLinks'> &
  Pick<OutboxStore, 'readMessages' | 'countCampaign'>;

/** What campaigns need beside their store. */
export interface CampaignPorts {
  readonly store: CampaignStore;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly numberKey: NumberKeyer;
  readonly defaultCountry: string | null;
  /** IANA zone in which templates show times. */
  readonly zone: string;
  readonly quietHours: Pick<QuietHours, 'quietUntilMs'>;
  readonly links: WithdrawalLinks;
  readonly termsOf: (route: string | null) => RouteTerms;
  /** Appends messages to the outbox, and has them sent on this route; see `OutboxStore.appendMessages`. */
  readonly append: (route: string | null, messages: readonly NewMessage[]) => Promise<AppendOutcome[]>;
  /** A signal that is notified when messages change their state. */
  readonly watchChanges: () => { readonly signal: Signal; readonly stop: () => void };
}

/** Texts that are stored in one transaction: while they are, no other text can be. */
const sliceSize = 500;

/** Sends texts and reports on them, over one store. */
export function createCampaigns(ports: CampaignPorts): Campaigns {
  return {
    send: (inputs, route) => sendAll(ports, inputs, route),
    report: (inputs) => Promise.all(inputs.map((input) => reportOn(ports.store, input))),
  };
}

async function sendAll(
  ports: CampaignPorts,
  inputs: readonly SendInput[],
  route: string | null,
): Promise<Result<SendResult>[]> {
  const sources = await readTextSources(ports.store, inputs);
  const jobs = inputs.map((input, index) => jobOf(input, sources[index] as Result<TextSource>));
  const templateOf = createTemplateCache();
  const sent = await inSlices(jobs, {
    size: sliceSize,
    prepare: (slice) => prepareSlice(ports, slice, templateOf, route),
    store: (prepared) => storeSlice(ports, prepared, route),
  });
  return awaitWanted(ports, inputs, sent);
}

/** An input, and where its text comes from. */
interface Job {
  readonly input: SendInput;
  readonly source: Result<TextSource>;
}

function jobOf(input: SendInput, source: Result<TextSource>): Job {
  return { input: withPurpose(input, source), source };
}

async function prepareSlice(
  ports: CampaignPorts,
  jobs: readonly Job[],
  templateOf: (source: string) => Template,
  route: string | null,
): Promise<Result<Prepared>[]> {
  const recipients = await readRecipients(
    ports,
    jobs.map(({ input }) => input),
  );
  const { textForm } = ports.termsOf(route);
  const { zone, quietHours, links } = ports;
  const nowMs = ports.clock.nowMs();
  const context = { route, textForm, zone, nowMs, quietHours, links, nextId: () => ports.ids.next() };
  return recipients.map(({ addressed, facts }, index) => {
    const textSource = (jobs[index] as Job).source;
    if (!textSource.ok) return textSource;
    return attempt(() => {
      const { source, locale } = textSource.value.textFor(facts.contact?.language ?? null);
      return prepareMessage(addressed, facts, { template: templateOf(source), locale }, context);
    });
  });
}

async function storeSlice(
  ports: CampaignPorts,
  prepared: readonly Result<Prepared>[],
  route: string | null,
): Promise<Result<SendResult>[]> {
  const ready = successes(prepared);
  const messages = ready.map(({ message }) => message);
  const shown = ready.flatMap(({ link, message: { contactId } }) =>
    link === null || contactId === null ? [] : [{ token: link.token, contactId }],
  );
  if (shown.length > 0) await ports.store.writeWithdrawalLinks(shown, ports.clock.nowMs());
  const outcomes = await ports.append(route, messages);
  const sent = ready.map((each, index) => resultOf(each, outcomes[index] as AppendOutcome));
  return fillSuccesses(prepared, sent);
}

function withPurpose(input: SendInput, source: Result<TextSource>): SendInput {
  const purpose = source.ok ? source.value.purpose : null;
  return purpose === null ? input : { ...input, purpose };
}

function resultOf({ message, explanation }: Prepared, outcome: AppendOutcome): SendResult {
  const shared = {
    messageId: outcome.id,
    contactId: message.contactId,
    consentEntryId: message.consentEntryId,
    encoding: message.encoding,
    segments: message.segments,
  };
  if (outcome.outcome === 'duplicate') {
    const duplicate = { accepted: false, reason: 'duplicate', explanation: duplicateSentence } as const;
    return { ...shared, ...duplicate, state: outcome.state, heldUntil: null };
  }
  return {
    ...shared,
    accepted: message.state !== 'blocked',
    state: message.state,
    reason: message.reason,
    explanation,
    heldUntil: message.state === 'held' ? timeOf(message.notBeforeMs) : null,
  };
}

const duplicateSentence = 'A text with this deduplication key was accepted before; it is not sent again.';

/** Waits, where inputs ask for it, until their messages are on; results then carry the state reached. */
async function awaitWanted(
  ports: CampaignPorts,
  inputs: readonly SendInput[],
  sent: readonly Result<SendResult>[],
): Promise<Result<SendResult>[]> {
  const wanted = sent.flatMap((result, index) => {
    const input = inputs[index] as SendInput;
    if (!result.ok || input.wait === 'accepted') return [];
    const { accepted, reason, messageId } = result.value;
    const waits = accepted || reason === 'duplicate';
    return waits ? [{ id: messageId, until: input.wait, waitSeconds: input.waitSeconds }] : [];
  });
  if (wanted.length === 0) return [...sent];
  const rows = await waitForStates(ports, wanted);
  return sent.map((each) => (each.ok ? success(withState(each.value, rows.get(each.value.messageId))) : each));
}

function withState(result: SendResult, row: MessageRow | undefined): SendResult {
  if (row === undefined || row.state === result.state) return result;
  if (row.state === 'held') return heldResult(result, row);
  if (row.state === 'cancelled') return cancelledResult(result);
  if (row.state !== 'blocked') return leftResult(result, row.state);
  const explanation = 'The person withdrew, or the number was suppressed, before the text left.';
  return { ...result, accepted: false, state: 'blocked', reason: row.reason as SendResult['reason'], explanation };
}

function cancelledResult(result: SendResult): SendResult {
  const explanation = 'The text was cancelled before it left.';
  return { ...result, accepted: false, state: 'cancelled', reason: 'cancelled', explanation, heldUntil: null };
}

/** A campaign that ran into quiet hours. */
function heldResult(result: SendResult, { reason, notBeforeMs }: MessageRow): SendResult {
  const heldUntil = timeOf(notBeforeMs);
  if (reason !== 'quiet_hours') return { ...result, state: 'held', heldUntil };
  return { ...result, state: 'held', reason, explanation: quietSentence(notBeforeMs), heldUntil };
}

function leftResult(result: SendResult, state: MessageState): SendResult {
  const wasHeld = result.reason === 'quiet_hours';
  return { ...result, state, heldUntil: null, ...(wasHeld ? { reason: null, explanation: null } : {}) };
}

const timeOf = (timeMs: number | null): string | null => (timeMs === null ? null : new Date(timeMs).toISOString());

async function reportOn(store: CampaignStore, { campaign }: ReportInput): Promise<Result<CampaignReport>> {
  const counts = await store.countCampaign(campaign);
  const sum = (...states: MessageState[]) => states.reduce((total, state) => total + (counts.byState[state] ?? 0), 0);
  const { firstAcceptedAtMs, lastChangedAtMs } = counts;
  return success({
    campaign,
    accepted: Object.values(counts.byState).reduce((total, count) => total + count, 0) - sum('blocked'),
    delivered: sum('delivered'),
    underway: sum('queued', 'held', 'claimed', 'submitted'),
    held: sum('held'),
    failed: sum('undelivered', 'rejected', 'expired'),
    cancelled: sum('cancelled'),
    uncertain: sum('uncertain'),
    notSent: counts.byReason,
    segments: counts.segments,
    seconds: firstAcceptedAtMs === null || lastChangedAtMs === null ? 0 : (lastChangedAtMs - firstAcceptedAtMs) / 1_000,
  });
}
