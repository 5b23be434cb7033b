import type { Repositories } from './store';

/** A verb of the store. */
export type Verb = keyof Repositories;

/** What a verb takes and promises. */
export type VerbArguments<V extends Verb> = Parameters<Repositories[V]>;
export type VerbAnswer<V extends Verb> = Awaited<ReturnType<Repositories[V]>>;

/** How each verb touches the database; `alone` must not run inside a transaction. */
export const verbKinds: Readonly<Record<Verb, 'read' | 'write' | 'alone'>> = {
  upsertContacts: 'write',
  readContactsByNumber: 'read',
  readContact: 'read',
  readContactsByEmail: 'read',
  lockLedgerHead: 'write',
  appendLedger: 'write',
  readLedger: 'read',
  readLedgerOfContact: 'read',
  writeConsentStates: 'write',
  readConsentStates: 'read',
  writeSuppressions: 'write',
  removeSuppressions: 'write',
  readSuppressions: 'read',
  eraseSubject: 'write',
  compact: 'alone',
  appendMessages: 'write',
  claimMessages: 'write',
  markSubmitted: 'write',
  markReceipts: 'write',
  expireClaims: 'write',
  cancelMessages: 'write',
  readMessages: 'read',
  countCampaign: 'read',
  countPending: 'read',
  takeLease: 'write',
  releaseLease: 'write',
  appendEvents: 'write',
  readEvents: 'read',
  lastEventSequence: 'read',
  readConsumer: 'read',
  writeConsumer: 'write',
  appendInbound: 'write',
  readUnhandledInbound: 'read',
  markInboundHandled: 'write',
  appendTemplate: 'write',
  readTemplate: 'read',
  readTemplateVersion: 'read',
  readTemplates: 'read',
  readSetting: 'read',
  writeSetting: 'write',
};

/** Runs one verb somewhere: in a worker, in a transaction. */
export type VerbCall = (verb: Verb, args: readonly unknown[]) => Promise<unknown>;

/** Repositories whose every verb goes through `call`. */
export function repositoriesOver(call: VerbCall): Repositories {
  const verbs = Object.keys(verbKinds) as Verb[];
  const entries = verbs.map((verb) => [verb, (...args: readonly unknown[]) => call(verb, args)] as const);
  return Object.fromEntries(entries) as unknown as Repositories;
}
