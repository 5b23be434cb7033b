import type { ContactStore } from '../contacts/contact';
import type { Clock } from '../shared/clock';
import { toZgodaError } from '../shared/errors';
import type { IdSource } from '../shared/ids';
import type { NumberKeyer } from '../shared/numberKey';
import { failure, success, type Result } from '../shared/result';
import type { ErasureJournal, ErasureRecordStore } from './erasureJournal';
import type { ErasureCounts, ErasureStore } from './erasureStore';
import { findSubjects, type SubjectInput } from './subject';
import type { SubjectKeys } from './subjectStore';
import type { SuppressionStore } from './suppression';

/** Whom to erase. */
export type ErasureInput = SubjectInput;

/** The certificate of an erasure: it holds no personal data. */
export interface ErasureResult {
  /** UUIDv7. */
  readonly erasureId: string;
  /** ISO 8601, UTC. */
  readonly erasedAt: string;
  /** Whether anything was held. */
  readonly found: boolean;
  /** Whether the number stays blocked for marketing. */
  readonly suppressed: boolean;
  readonly removed: ErasureCounts;
}

/** Erases people from one store. */
export interface Erasure {
  erase(inputs: readonly ErasureInput[]): Promise<Result<ErasureResult>[]>;
}

/** The ports that an erasure needs. */
export type ErasureRepositories = ContactStore & SuppressionStore & ErasureStore & ErasureRecordStore;

/** What erasure works on; `transaction` rolls back when the work throws. */
export interface ErasureStorePort extends Pick<ErasureStore, 'compact'> {
  transaction<T>(work: (repositories: ErasureRepositories) => Promise<T>): Promise<T>;
}

/** What erasure needs from outside. */
export interface ErasurePorts {
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly numberKey: NumberKeyer;
  readonly journal: ErasureJournal;
  /** ISO 3166-1 alpha-2, for numbers written without a country code. */
  readonly defaultCountry: string | null;
}

/**
 * Erases each person in a transaction of its own, then compacts the store once. Everybody who shares an e-mail address
 * is erased with it. The numbers stay suppressed for marketing, also one that nothing was held on (GDPR 17, 21(3)).
 * Erasing twice changes nothing more.
 */
export function createErasure(store: ErasureStorePort, ports: ErasurePorts): Erasure {
  return {
    async erase(inputs) {
      const results: Result<ErasureResult>[] = [];
      for (const input of inputs) results.push(await eraseOne(store, input, ports));
      if (results.some((result) => result.ok && result.value.found)) await store.compact();
      return results;
    },
  };
}

async function eraseOne(
  store: ErasureStorePort,
  input: ErasureInput,
  ports: ErasurePorts,
): Promise<Result<ErasureResult>> {
  try {
    return success(await store.transaction((repositories) => eraseWithin(repositories, input, ports)));
  } catch (thrown) {
    const error = toZgodaError(thrown);
    if (error.kind !== 'input') throw error;
    return failure(error);
  }
}

async function eraseWithin(
  repositories: ErasureRepositories,
  input: ErasureInput,
  ports: ErasurePorts,
): Promise<ErasureResult> {
  const nowMs = ports.clock.nowMs();
  const traces = await findSubjects(repositories, input, ports);
  await repositories.writeSuppressions(
    traces.map(({ numberKey }) => ({ numberKey, scope: 'marketing', reason: 'erased', sinceMs: nowMs })),
  );
  let removed = noCounts;
  for (const trace of traces) removed = sum(removed, await repositories.eraseSubject(trace, nowMs));
  const erasureId = ports.ids.next();
  if (traces.length > 0) await noteErasure(repositories, ports.journal, erasureId, nowMs, traces);
  return {
    erasureId,
    erasedAt: new Date(nowMs).toISOString(),
    found: Object.values(removed).some((count) => count > 0),
    suppressed: traces.length > 0,
    removed,
  };
}

/** Before the commit: an erasure that was answered is in the journal, whatever happens. */
async function noteErasure(
  repositories: ErasureRecordStore,
  journal: ErasureJournal,
  erasureId: string,
  erasedAtMs: number,
  traces: readonly SubjectKeys[],
): Promise<void> {
  await repositories.appendErasure(erasureId, erasedAtMs);
  const subjects = traces.map(({ contactId, numberKey }) => ({ contactId, numberKey }));
  await journal.append({ erasureId, erasedAtMs, subjects });
}

const noCounts: ErasureCounts = {
  contacts: 0,
  messages: 0,
  cancelledMessages: 0,
  inboundMessages: 0,
  events: 0,
  ledgerEntries: 0,
};

function sum(left: ErasureCounts, right: ErasureCounts): ErasureCounts {
  return {
    contacts: left.contacts + right.contacts,
    messages: left.messages + right.messages,
    cancelledMessages: left.cancelledMessages + right.cancelledMessages,
    inboundMessages: left.inboundMessages + right.inboundMessages,
    events: left.events + right.events,
    ledgerEntries: left.ledgerEntries + right.ledgerEntries,
  };
}
