import type { ConsentState } from '../compliance/consent';
import { decideGate } from '../compliance/gate';
import { formatGround, type GateGround } from '../compliance/gateGround';
import type { QuietHours } from '../compliance/quietHours';
import type { Suppression } from '../compliance/suppression';
import type { WithdrawalLink, WithdrawalLinks } from '../compliance/withdrawal/withdrawalLinks';
import type { Contact } from '../contacts/contact';
import { parsePhoneNumber, type PhoneNumber } from '../contacts/phoneNumber';
import type { NewMessage, NotSentReason } from '../delivery/message';
import { ZgodaError, type ErrorCode } from '../shared/errors';
import type { NumberKeyer } from '../shared/numberKey';
import type { Purpose } from '../shared/purpose';
import type { Template } from '../templating/template';
import { planText, type TextForm } from '../text/planText';
import type { SendInput } from './campaigns';
import { campaignKey, givenKey } from './deduplicationKey';
import { placeOf, quietRecipient } from './quietRecipient';
import { recipientVariables, showsLink } from './recipientVariables';
import { textProblem } from './textProblem';

/** What is known of a recipient when the gate decides. */
export interface RecipientFacts {
  readonly contact: Contact | null;
  readonly consent: ConsentState | null;
  readonly suppression: Suppression | null;
}

/** An input whose number was read; `problem` says why it could not be. */
export interface Addressed {
  readonly input: SendInput;
  readonly phone: PhoneNumber | null;
  readonly numberKey: string | null;
  /** Keyed hash that tells recipients apart: of the number, or of the whole item where its number cannot be read. */
  readonly identity: string;
  readonly problem: ZgodaError | null;
}

/** A message ready for the outbox, with the sentence that explains why it does not leave, or not yet. */
export interface Prepared {
  readonly message: NewMessage;
  readonly explanation: string | null;
  /** The contact's link, where the text shows it: it must be stored before the text leaves. */
  readonly link: WithdrawalLink | null;
}

/** A recipient's template, in their language. */
export interface RecipientText {
  readonly template: Template;
  /** BCP 47. */
  readonly locale: string;
}

/** What holds for all messages of a call. */
export interface PrepareContext {
  readonly route: string | null;
  /** The route's form: a text is counted as it will be encoded. */
  readonly textForm: TextForm;
  readonly zone: string;
  readonly nowMs: number;
  readonly quietHours: Pick<QuietHours, 'quietUntilMs'>;
  readonly links: WithdrawalLinks;
  readonly nextId: () => string;
}

/** Reads the number of an input; an unusable one is kept as a problem, to become a result. */
export function addressInput(input: SendInput, defaultCountry: string | null, numberKey: NumberKeyer): Addressed {
  try {
    const phone = parsePhoneNumber(input.phone, input.country ?? defaultCountry);
    const key = numberKey(phone.number);
    return { input, phone, numberKey: key, identity: key, problem: null };
  } catch (thrown) {
    if (!(thrown instanceof ZgodaError)) throw thrown;
    const identity = numberKey(JSON.stringify([input.phone, input.variables]));
    return { input, phone: null, numberKey: null, identity, problem: thrown };
  }
}

/**
 * One recipient's message: addressed, passed by the gate, filled in and counted; or blocked, with the reason. Pure but
 * for `nextId`.
 */
export function prepareMessage(
  addressed: Addressed,
  facts: RecipientFacts,
  text: RecipientText,
  context: PrepareContext,
): Prepared {
  const { input, phone, problem } = addressed;
  if (phone === null) {
    const explanation = sentencesOf(problem);
    return blocked(addressed, facts, context, { reason: 'invalid_number', explanation, ground: null });
  }
  const gate = decideGate({
    purpose: input.purpose,
    country: facts.contact?.country ?? phone.country,
    birthDate: facts.contact?.birthDate ?? null,
    consent: facts.consent,
    suppression: facts.suppression,
    nowMs: context.nowMs,
  });
  if (!gate.may) return blocked(addressed, facts, context, gate);
  const link = facts.contact !== null && showsLink(text.template) ? context.links.linkOf(facts.contact.id) : null;
  const written = writeText(input, { contact: facts.contact, link }, text, context);
  if ('reason' in written) return blocked(addressed, facts, context, { ...written, ground: gate.ground });
  const place = input.purpose === 'marketing' ? placeOf(phone, facts.contact) : null;
  const message: NewMessage = {
    ...sharedFields(addressed, facts, context),
    route: context.route,
    number: phone.number,
    sender: input.sender ?? null,
    ...written,
    ...dueOf(input, phone.number, place, context),
    consentEntryId: gate.consentEntryId,
    ground: formatGround(gate.ground),
    place,
  };
  const explanation = message.reason === 'quiet_hours' ? quietSentence(message.notBeforeMs) : null;
  return { message, explanation, link };
}

/** Now, when the caller said, or after the quiet hours that this falls into. */
function dueOf(
  { sendAt }: SendInput,
  number: string,
  place: string | null,
  { route, nowMs, quietHours }: PrepareContext,
): Pick<NewMessage, 'state' | 'reason' | 'notBeforeMs'> {
  const wantedMs = Math.max(nowMs, sendAt === undefined ? nowMs : Date.parse(sendAt));
  const quietUntilMs = place === null ? null : quietHours.quietUntilMs(quietRecipient(place, number, route), wantedMs);
  if (quietUntilMs !== null) return { state: 'held', reason: 'quiet_hours', notBeforeMs: quietUntilMs };
  if (wantedMs > nowMs) return { state: 'held', reason: null, notBeforeMs: wantedMs };
  return { state: 'queued', reason: null, notBeforeMs: null };
}

/** Why a text waits, for people. */
export function quietSentence(notBeforeMs: number | null): string {
  const until = notBeforeMs === null ? 'they end' : new Date(notBeforeMs).toISOString();
  return `Marketing has quiet hours where the person is; the text is held until ${until}.`;
}

type Written =
  | { readonly text: string; readonly encoding: 'gsm7' | 'ucs2'; readonly segments: number }
  | { readonly reason: NotSentReason; readonly explanation: string };

function writeText(
  input: SendInput,
  { contact, link }: { readonly contact: Contact | null; readonly link: WithdrawalLink | null },
  { template, locale }: RecipientText,
  context: PrepareContext,
): Written {
  let rendered: string;
  try {
    rendered = template.render(recipientVariables(input.variables, contact, link), {
      locale,
      zone: context.zone,
      nowMs: context.nowMs,
    });
  } catch (thrown) {
    if (!(thrown instanceof ZgodaError) || !isVariableProblem(thrown.code)) throw thrown;
    return refusal(thrown.code, thrown);
  }
  const plan = planText(rendered, { ...context.textForm, mode: input.encodingMode });
  const problem = textProblem(plan);
  if (problem !== null) return refusal(problem.reason, problem.error);
  return { text: plan.text, encoding: plan.encoding, segments: plan.segments };
}

const refusal = (reason: NotSentReason, error: ZgodaError): Written => ({ reason, explanation: sentencesOf(error) });

/** What one recipient's data lacks; all else that a template can do wrong concerns every recipient. */
function isVariableProblem(code: ErrorCode): code is 'missing_variable' | 'unusable_variable' {
  return code === 'missing_variable' || code === 'unusable_variable';
}

/** Why a message does not leave; `ground` is null where the gate was not asked. */
interface Refusal {
  readonly reason: NotSentReason;
  readonly explanation: string;
  readonly ground: GateGround | null;
}

function blocked(
  addressed: Addressed,
  facts: RecipientFacts,
  context: PrepareContext,
  { reason, explanation, ground }: Refusal,
): Prepared {
  const message: NewMessage = {
    ...sharedFields(addressed, facts, context),
    route: null,
    number: null,
    sender: null,
    text: null,
    encoding: null,
    segments: 0,
    state: 'blocked',
    reason,
    consentEntryId: null,
    notBeforeMs: null,
    ground: ground === null ? null : formatGround(ground),
    place: null,
  };
  return { message, explanation, link: null };
}

function sharedFields(addressed: Addressed, facts: RecipientFacts, context: PrepareContext) {
  const { input, numberKey } = addressed;
  return {
    id: context.nextId(),
    campaign: input.campaign ?? null,
    contactId: facts.contact?.id ?? null,
    numberKey,
    purpose: input.purpose,
    deduplicationKey: deduplicationKeyOf(addressed, context.route),
    priority: priorityOf(input.purpose),
  };
}

/** The key given, else one text for each number of a campaign, else none. */
function deduplicationKeyOf({ input, identity }: Addressed, route: string | null): string | null {
  if (input.deduplicationKey !== undefined) return givenKey(input.deduplicationKey, route);
  return input.campaign === undefined ? null : campaignKey(input.campaign, identity, route);
}

const priorityOf = (purpose: Purpose): number => (purpose === 'service' ? 10 : 0);

function sentencesOf(error: ZgodaError | null): string {
  return error === null ? '' : `${error.message} ${error.description}`;
}
