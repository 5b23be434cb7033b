import type { Repositories } from './store';

/** A verb of the store. */
export type Verb = keyof Repositories;

/** What a verb takes and promises. */
export type VerbArguments<V extends Verb> = Parameters<Repositories[V]>;
export type VerbAnswer<V extends Verb> = Awaited<ReturnType<Repositories[V]>>;

/**
 * How a verb touches the database: `read`; `lookup`, a short read that texts wait for, which no write delays; `scan`, a read that
 * grows with the data; `write`, several statements in one transaction; `statement`, a write that is one statement in PostgreSQL, so
 * a transaction by itself; `alone`, what must not run inside a transaction.
 */
export type VerbKind = 'read' | 'lookup' | 'scan' | 'write' | 'statement' | 'alone';

/** The kind of each verb. */
export const verbKinds: Readonly<Record<Verb, VerbKind>> = {
  upsertContacts: 'write',
  readContactsByNumber: 'read',
  readContact: 'read',
  readContactsByEmail: 'read',
  lockLedgerHead: 'write',
  appendLedger: 'statement',
  readLedger: 'read',
  readLedgerEntry: 'read',
  readLedgerOfContact: 'read',
  writeConsentStates: 'statement',
  readConsentStates: 'read',
  writeSuppressions: 'statement',
  removeSuppressions: 'statement',
  readSuppressions: 'lookup',
  readEachSuppression: 'read',
  readSuppressionPage: 'read',
  readGateFacts: 'lookup',
  eraseSubject: 'write',
  readSubject: 'scan',
  appendRequest: 'statement',
  readRequest: 'read',
  readRequests: 'read',
  markExtended: 'statement',
  markAnswered: 'statement',
  answerRequestsOf: 'statement',
  takeDueRequests: 'statement',
  addRecipient: 'write',
  removeRecipient: 'statement',
  readRecipients: 'read',
  readRecipient: 'read',
  appendNotices: 'statement',
  claimNotices: 'statement',
  postponeNotice: 'statement',
  settleNotice: 'statement',
  readNextNotice: 'read',
  readNotices: 'read',
  appendErasure: 'statement',
  readErasures: 'read',
  compact: 'alone',
  isCompactionDue: 'read',
  appendMessages: 'write',
  claimMessages: 'statement',
  markSubmitted: 'write',
  markReceipts: 'write',
  expireClaims: 'write',
  giveBackClaims: 'write',
  readBlocked: 'read',
  cancelMessages: 'write',
  readCampaignPage: 'read',
  readKeyHolders: 'read',
  readUncertain: 'scan',
  settleUncertain: 'statement',
  doubtPending: 'statement',
  readMessages: 'read',
  countCampaign: 'scan',
  readNextDue: 'read',
  countPending: 'scan',
  readLeases: 'read',
  takeLease: 'statement',
  releaseLease: 'statement',
  appendEvents: 'write',
  readEvents: 'read',
  lastEventSequence: 'read',
  readConsumer: 'read',
  writeConsumer: 'statement',
  appendInbound: 'statement',
  freeInboundKey: 'statement',
  appendInboundPart: 'statement',
  readInboundParts: 'read',
  handOverParts: 'write',
  readOverdueTexts: 'read',
  forgetInboundParts: 'statement',
  readUnhandledInbound: 'read',
  findUnhandledInbound: 'read',
  markInboundHandled: 'statement',
  markInboundAnswered: 'statement',
  countAnswers: 'read',
  readFlaggedInbound: 'read',
  settleInbound: 'write',
  writeOptInRequests: 'statement',
  readOptInRequests: 'read',
  blankMessageTexts: 'statement',
  writeWithdrawalLinks: 'statement',
  readWithdrawalLink: 'read',
  appendTemplate: 'statement',
  readTemplate: 'read',
  readTemplateVersion: 'read',
  readTemplates: 'read',
  appendWording: 'statement',
  readWordingVersions: 'read',
  readWordings: 'read',
  purge: 'write',
  tidy: 'alone',
  readQuiet: 'scan',
  readHoldings: 'scan',
  readSetting: 'read',
  writeSetting: 'statement',
  readMoved: 'read',
  markMoved: 'write',
};

/** Whether the verb changes anything. */
export const isWrite = (verb: Verb): boolean => verbKinds[verb] === 'write' || verbKinds[verb] === 'statement';

/** Runs one verb somewhere: in a worker, in a transaction. */
export type VerbCall = (verb: Verb, args: readonly unknown[]) => Promise<unknown>;

/** Repositories whose every verb goes through `call`. */
export function repositoriesOver(call: VerbCall): Repositories {
  const verbs = Object.keys(verbKinds) as Verb[];
  const entries = verbs.map((verb) => [verb, (...args: readonly unknown[]) => call(verb, args)] as const);
  return Object.fromEntries(entries) as unknown as Repositories;
}
