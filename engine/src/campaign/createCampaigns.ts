import type { ConsentState, LedgerStore } from '../compliance/consent';
import type { QuietHours } from '../compliance/quietHours';
import type { SuppressionStore } from '../compliance/suppression';
import type { ContactStore } from '../contacts/contact';
import type { AppendOutcome, MessageRow, MessageState } from '../delivery/message';
import type { OutboxStore } from '../delivery/outboxStore';
import type { Clock } from '../shared/clock';
import type { IdSource } from '../shared/ids';
import type { NumberKeyer } from '../shared/numberKey';
import { attempt, fillSuccesses, success, successes, type Result } from '../shared/result';
import type { Signal } from '../shared/signal';
import { createTemplateCache } from '../templating/templateCache';
import type { TemplateStore } from '../templating/templateStore';
import type { CampaignReport, Campaigns, ReportInput, SendInput, SendResult } from './campaigns';
import {
  addressInput,
  prepareMessage,
  quietSentence,
  type Addressed,
  type Prepared,
  type RecipientFacts,
} from './prepareMessage';
import type { RouteTerms } from './routeTerms';
import { readTextSources, type TextSource } from './textSource';
import { waitForStates } from './waitForStates';

/** What campaigns need stored. */
export type CampaignStore = ContactStore &
  Pick<LedgerStore, 'readConsentStates'> &
  Pick<SuppressionStore, 'readSuppressions'> &
  Pick<TemplateStore, 'readTemplate'> &
  Pick<OutboxStore, 'appendMessages' | 'readMessages' | 'countCampaign'>;

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
  readonly termsOf: (route: string | null) => RouteTerms;
  /** Called after messages were appended to a route. */
  readonly appended: (route: string, hasService: boolean) => void;
  /** A signal that is notified when messages change their state. */
  readonly watchChanges: () => { readonly signal: Signal; readonly stop: () => void };
}

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
  const addressed = inputs.map((input, index) =>
    addressInput(withPurpose(input, sources[index]), ports.defaultCountry, ports.numberKey),
  );
  const prepared = await prepareAll(ports, addressed, sources, route);
  const ready = successes(prepared);
  const outcomes = await ports.store.appendMessages(
    ready.map((each) => each.message),
    ports.clock.nowMs(),
  );
  const hasService = ready.some(({ message }) => message.purpose === 'service');
  if (route !== null) ports.appended(route, hasService);
  const sent = ready.map((each, index) => resultOf(each, outcomes[index] as AppendOutcome));
  const settled = await awaitWanted(ports, inputs, prepared, sent);
  return fillSuccesses(prepared, settled);
}

async function prepareAll(
  ports: CampaignPorts,
  addressed: readonly Addressed[],
  sources: readonly Result<TextSource>[],
  route: string | null,
): Promise<Result<Prepared>[]> {
  const factsOf = await readFacts(ports.store, addressed);
  const templateOf = createTemplateCache();
  const { textForm } = ports.termsOf(route);
  const { zone, quietHours } = ports;
  const nowMs = ports.clock.nowMs();
  const context = { route, textForm, zone, nowMs, quietHours, nextId: () => ports.ids.next() };
  return addressed.map((each, index) => {
    const textSource = sources[index] as Result<TextSource>;
    if (!textSource.ok) return textSource;
    return attempt(() => {
      const facts = factsOf(each);
      const { source, locale } = textSource.value.textFor(facts.contact?.language ?? null);
      return prepareMessage(each, facts, { template: templateOf(source), locale }, context);
    });
  });
}

function withPurpose(input: SendInput, source: Result<TextSource> | undefined): SendInput {
  const purpose = source?.ok === true ? source.value.purpose : null;
  return purpose === null ? input : { ...input, purpose };
}

/** Reads what is known of all recipients in a few queries; returns a look-up. */
async function readFacts(
  store: CampaignStore,
  addressed: readonly Addressed[],
): Promise<(each: Addressed) => RecipientFacts> {
  const numbers = unique(addressed.flatMap((each) => each.phone?.number ?? []));
  const numberKeys = unique(addressed.flatMap((each) => each.numberKey ?? []));
  const [contacts, suppressions] = await Promise.all([
    store.readContactsByNumber(numbers),
    store.readSuppressions(numberKeys),
  ]);
  const contactIds = [...contacts.values()].map((contact) => contact.id);
  const consents = addressed.some((each) => each.input.purpose === 'marketing')
    ? await store.readConsentStates(contactIds, 'marketing')
    : new Map<string, ConsentState>();
  return ({ phone, numberKey }) => {
    const contact = phone === null ? null : (contacts.get(phone.number) ?? null);
    return {
      contact,
      consent: contact === null ? null : (consents.get(contact.id) ?? null),
      suppression: numberKey === null ? null : (suppressions.get(numberKey) ?? null),
    };
  };
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
  prepared: readonly Result<Prepared>[],
  sent: readonly SendResult[],
): Promise<SendResult[]> {
  const sentInputs = inputs.filter((_, index) => prepared[index]?.ok === true);
  const wanted = sent.flatMap((result, index) => {
    const input = sentInputs[index] as SendInput;
    const waits = input.wait !== 'accepted' && (result.accepted || result.reason === 'duplicate');
    return waits ? [{ id: result.messageId, until: input.wait, waitSeconds: input.waitSeconds }] : [];
  });
  const rows = await waitForStates(ports, wanted);
  return sent.map((result) => withState(result, rows.get(result.messageId)));
}

function withState(result: SendResult, row: MessageRow | undefined): SendResult {
  if (row === undefined || row.state === result.state) return result;
  if (row.state === 'held') return heldResult(result, row);
  if (row.state !== 'blocked') return leftResult(result, row.state);
  const explanation = 'The person withdrew, or the number was suppressed, before the text left.';
  return { ...result, accepted: false, state: 'blocked', reason: row.reason as SendResult['reason'], explanation };
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
    failed: sum('undelivered', 'rejected', 'expired', 'cancelled'),
    uncertain: sum('uncertain'),
    notSent: counts.byReason,
    segments: counts.segments,
    seconds: firstAcceptedAtMs === null || lastChangedAtMs === null ? 0 : (lastChangedAtMs - firstAcceptedAtMs) / 1_000,
  });
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}
