import type { GateBasis } from '../compliance/gateGround';
import type { SuppressionReason } from '../compliance/suppression';
import type { ConsentAct } from '../compliance/consent';
import type { ConsentEvidence, GateFinding, LaterBlock, MessageExplanation } from './explanations';

type Facts = Omit<MessageExplanation, 'sentences'>;

/** The explanation of a message as sentences, in the order in which things happened. */
export function explanationSentences(facts: Facts): string[] {
  const { decision, consent, stoppedBy, times, erased } = facts;
  return [
    acceptedSentence(facts),
    ...(decision === null ? [] : decisionSentences(decision)),
    ...(consent === null ? [] : consentSentences(consent)),
    ...(times.quietUntil === null || times.heldUntil !== null
      ? []
      : [`It was held for quiet hours until ${times.quietUntil}.`]),
    ...(stoppedBy === null ? [] : [stoppedSentence(stoppedBy)]),
    ...endSentences(facts),
    ...(erased ? ['The person was erased since; number, text and contact are gone.'] : []),
  ];
}

function acceptedSentence({ purpose, campaign, testMode, times }: Facts): string {
  const of = campaign === null ? '' : ` of the campaign "${campaign}"`;
  const rehearsal = testMode ? ', in test mode, which reaches no phone' : '';
  return `A ${purpose} text${of} was asked for at ${times.accepted}${rehearsal}.`;
}

/** `{since}` is the day of the basis. */
const basisSentences: Readonly<Record<GateBasis, string>> = {
  service: 'It was allowed as a service text, which needs no consent.',
  consent: 'It was allowed, because the person had agreed on {since}.',
  guardian_consent: 'It was allowed, because a guardian had agreed on {since}.',
  no_consent: 'It was not allowed: no consent was recorded.',
  refused: 'It was not allowed: the person had refused on {since}.',
  unconfirmed: 'It was not allowed: the person was asked on {since} and had not confirmed.',
  withdrawn_consent: 'It was not allowed: the person had withdrawn the consent on {since}.',
  minor: 'It was not allowed: the person was too young to agree alone on {since}, and no guardian had agreed.',
  stop: 'It was not allowed: the person had answered STOP on {since}.',
  withdrawn: 'It was not allowed: the person had withdrawn on {since}.',
  complaint: 'It was not allowed: the person had complained on {since}.',
  erased: 'It was not allowed: the person had been erased on {since}, and the number is blocked.',
  unclear_reply: 'It was not allowed: a reply of {since} may mean STOP, and nobody had read it.',
  import: 'It was not allowed: the number was on a list of blocked numbers that was read on {since}.',
};

function decisionSentences({ basis, since, rule, source, ruleSince }: GateFinding): string[] {
  const decided = basisSentences[basis].replace('{since}', dayOf(since));
  if (rule === null) return [decided];
  if (source === null) return [decided, `The rule that was applied is ${rule}, which this version does not hold.`];
  return [decided, `The rule that was applied is ${rule}: ${source}, in force since ${ruleSince ?? ''}.`];
}

function consentSentences(consent: ConsentEvidence): string[] {
  const entry = `It relied on entry ${consent.entryId} of the ledger (${consent.act}, recorded at ${consent.recordedAt})`;
  if (consent.erased) {
    const left = `Its content was erased; its commitment ${consent.commitment} still tells whether a copy of it is genuine.`;
    return [`${entry}.`, left];
  }
  const name = consent.wordingName === null ? 'wording' : `wording "${consent.wordingName}"`;
  const version = consent.wordingVersion === null ? '' : ` version ${consent.wordingVersion}`;
  const hash = consent.wordingSha256 === null ? '' : ` with SHA-256 ${consent.wordingSha256}`;
  return [`${entry}: ${name}${version}${hash}, by ${consent.method ?? ''} at ${consent.source ?? ''}.`];
}

const laterWords: Readonly<Record<SuppressionReason | ConsentAct, string>> = {
  stop: 'the person answered STOP',
  withdrawn: 'the person withdrew',
  complaint: 'the person complained',
  erased: 'the person was erased',
  unclear_reply: 'a reply came that may mean STOP',
  import: 'the number came onto a list of blocked numbers',
  withdraw: 'the person withdrew the consent',
  refuse: 'the person refused',
  expire: 'the consent ended',
  grant: 'the person agreed',
  guardian_grant: 'a guardian agreed',
  request: 'the person was asked',
  confirm: 'the person confirmed',
};

function stoppedSentence({ what, since, entryId }: LaterBlock): string {
  const entry = entryId === null ? '' : ` (entry ${entryId})`;
  return `Before it left, ${laterWords[what]} at ${since}${entry}: so it was stopped.`;
}

function endSentences({ state, reason, times }: Facts): string[] {
  const submitted = times.submitted === null ? [] : [`It was given to the operator at ${times.submitted}.`];
  const why = reason === null ? '' : ` (${reason})`;
  const at = times.final === null ? '' : ` since ${times.final}`;
  const until = times.heldUntil === null ? '' : ` until ${times.heldUntil}`;
  return [...submitted, `It is ${state}${why}${at}${until}.`];
}

const dayOf = (time: string | null): string => time?.slice(0, 10) ?? 'an unknown day';
