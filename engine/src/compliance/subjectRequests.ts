import type { ContactStore } from '../contacts/contact';
import type { EventStore } from '../delivery/eventStore';
import type { Clock } from '../shared/clock';
import { ZgodaError } from '../shared/errors';
import type { IdSource } from '../shared/ids';
import { deadlineMs, type DeadlinePlace } from './deadline';
import { findSubjects, type SubjectInput, type SubjectPorts } from './subject';
import type { ExtensionReason, RequestKind, SubjectRequest, SubjectRequestStore } from './subjectRequestStore';

/** A request to be noted. */
export interface RequestInput extends SubjectInput {
  readonly kind: RequestKind;
  /** ISO 8601; absent: now. */
  readonly receivedAt?: string | undefined;
}

/** A request with its clock, as people see it. It holds no personal data. */
export interface RequestView {
  readonly requestId: string;
  readonly kind: RequestKind;
  /** `due`: within a week; `overdue`: past its deadline. */
  readonly state: 'open' | 'due' | 'overdue' | 'answered';
  /** ISO 8601, UTC. */
  readonly receivedAt: string;
  readonly dueAt: string;
  readonly daysLeft: number | null;
  readonly extensionReason: ExtensionReason | null;
  readonly answeredAt: string | null;
  /** The export or erasure that answered it. */
  readonly answerId: string | null;
}

/** The requests of people, each with its deadline. */
export interface SubjectRequests {
  /** Notes a request. An export or erasure of that person answers it by itself. */
  record(input: RequestInput): Promise<RequestView>;
  /** Open ones by their deadline, or all by their receipt. */
  list(which: 'open' | 'all', limit: number): Promise<RequestView[]>;
  /** Adds two months, once, while the first month runs. The person must be told within that month (Art. 12(3)). */
  extend(requestId: string, reason: ExtensionReason): Promise<RequestView>;
  /** Notes that a request was answered in another way. */
  answer(requestId: string): Promise<RequestView>;
  /** Makes an event of each open request that becomes due within a week, once; returns how many. */
  remind(): Promise<number>;
}

type Repositories = SubjectRequestStore & ContactStore & Pick<EventStore, 'appendEvents'>;

/** What requests work on; `transaction` rolls back when the work throws. */
export interface SubjectRequestStorePort extends SubjectRequestStore, ContactStore {
  transaction<T>(work: (repositories: Repositories) => Promise<T>): Promise<T>;
}

/** What requests need from outside. */
export interface SubjectRequestPorts extends SubjectPorts {
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly place: DeadlinePlace;
}

const dayMs = 86_400_000;
const soonMs = 7 * dayMs;
const months = { first: 1, extended: 3 } as const;

/** The requests of a store. */
export function createSubjectRequests(store: SubjectRequestStorePort, ports: SubjectRequestPorts): SubjectRequests {
  const { clock, ids, place } = ports;
  const view = (request: SubjectRequest): RequestView => viewOf(request, clock.nowMs());

  async function openRequest(repositories: SubjectRequestStore, id: string): Promise<SubjectRequest> {
    const request = await repositories.readRequest(id);
    if (request === null) throw new ZgodaError('request_unknown');
    if (request.answeredAtMs !== null) throw new ZgodaError('request_answered');
    return request;
  }

  async function changed(id: string): Promise<RequestView> {
    return view((await store.readRequest(id)) as SubjectRequest);
  }

  return {
    async record(input) {
      const receivedAtMs = receiptOf(input, clock.nowMs());
      const [subject] = await findSubjects(store, input, ports);
      const request: SubjectRequest = {
        id: ids.next(),
        kind: input.kind,
        contactId: subject?.contactId ?? null,
        numberKey: subject?.numberKey ?? null,
        receivedAtMs,
        dueAtMs: deadlineMs(receivedAtMs, months.first, place),
        extensionReason: null,
        extendedAtMs: null,
        answeredAtMs: null,
        answerId: null,
      };
      await store.appendRequest(request);
      return view(request);
    },

    async list(which, limit) {
      return (await store.readRequests(which, limit)).map(view);
    },

    async extend(requestId, reason) {
      await store.transaction(async (repositories) => {
        const request = await openRequest(repositories, requestId);
        const nowMs = clock.nowMs();
        if (request.extendedAtMs !== null)
          throw new ZgodaError('request_not_extendable', { problem: 'it was, already' });
        if (nowMs > request.dueAtMs) throw new ZgodaError('request_not_extendable', { problem: 'its month is over' });
        const dueAtMs = deadlineMs(request.receivedAtMs, months.extended, place);
        await repositories.markExtended(requestId, reason, dueAtMs, nowMs);
      });
      return changed(requestId);
    },

    async answer(requestId) {
      await store.transaction(async (repositories) => {
        await openRequest(repositories, requestId);
        await repositories.markAnswered(requestId, null, clock.nowMs());
      });
      return changed(requestId);
    },

    remind() {
      const nowMs = clock.nowMs();
      return store.transaction(async (repositories) => {
        const due = await repositories.takeDueRequests(nowMs + soonMs, nowMs);
        // The event has the request's id: that is all that it tells.
        const none = { contactId: null, messageId: null, inboundId: null, state: null };
        await repositories.appendEvents(due.map((id) => ({ id, kind: 'request_due', atMs: nowMs, ...none })));
        return due.length;
      });
    },
  };
}

function receiptOf({ receivedAt }: RequestInput, nowMs: number): number {
  if (receivedAt === undefined) return nowMs;
  const receivedAtMs = Date.parse(receivedAt);
  const problem = Number.isNaN(receivedAtMs)
    ? 'it is not a time such as 2026-05-01T10:00:00Z'
    : receivedAtMs > nowMs && 'it lies in the future';
  if (problem !== false) throw new ZgodaError('invalid_input', { field: 'Received At', problem });
  return receivedAtMs;
}

function viewOf(request: SubjectRequest, nowMs: number): RequestView {
  const { id, kind, receivedAtMs, dueAtMs, extensionReason, answeredAtMs, answerId } = request;
  const iso = (timeMs: number): string => new Date(timeMs).toISOString();
  return {
    requestId: id,
    kind,
    state: stateOf(request, nowMs),
    receivedAt: iso(receivedAtMs),
    dueAt: iso(dueAtMs),
    daysLeft: answeredAtMs === null ? Math.floor((dueAtMs - nowMs) / dayMs) : null,
    extensionReason,
    answeredAt: answeredAtMs === null ? null : iso(answeredAtMs),
    answerId,
  };
}

function stateOf({ answeredAtMs, dueAtMs }: SubjectRequest, nowMs: number): RequestView['state'] {
  if (answeredAtMs !== null) return 'answered';
  if (nowMs > dueAtMs) return 'overdue';
  return dueAtMs < nowMs + soonMs ? 'due' : 'open';
}
