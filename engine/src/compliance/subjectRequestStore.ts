import type { SubjectKeys } from './subjectStore';

/** What a person may ask for (GDPR Art. 15-18, 20-21). */
export const requestKinds = ['access', 'erasure', 'rectification', 'restriction', 'portability', 'objection'] as const;

/** One of `requestKinds`. */
export type RequestKind = (typeof requestKinds)[number];

/** A request of a person. Once the person is erased, nothing in it leads to them. */
export interface SubjectRequest {
  /** UUIDv7. */
  readonly id: string;
  readonly kind: RequestKind;
  readonly contactId: string | null;
  readonly numberKey: string | null;
  readonly receivedAtMs: number;
  /** The last moment to answer in. */
  readonly dueAtMs: number;
  /** Why two months were added (Art. 12(3)); null: they were not. */
  readonly extensionReason: ExtensionReason | null;
  readonly extendedAtMs: number | null;
  readonly answeredAtMs: number | null;
  /** The export or erasure that answered it; null for another answer. */
  readonly answerId: string | null;
}

/** The two reasons that Art. 12(3) allows. */
export type ExtensionReason = 'complex' | 'many';

/** Requests as the domain needs them stored. */
export interface SubjectRequestStore {
  appendRequest(request: SubjectRequest): Promise<void>;
  /** Null for an unknown id. */
  readRequest(id: string): Promise<SubjectRequest | null>;
  /** Open ones by their deadline, or all by their receipt; at most `limit`. */
  readRequests(which: 'open' | 'all', limit: number): Promise<SubjectRequest[]>;
  markExtended(id: string, reason: ExtensionReason, dueAtMs: number, nowMs: number): Promise<void>;
  markAnswered(id: string, answerId: string | null, nowMs: number): Promise<void>;
  /** Answers the open requests of these kinds that a person made; returns how many. */
  answerRequestsOf(
    subject: SubjectKeys,
    kinds: readonly RequestKind[],
    answerId: string,
    nowMs: number,
  ): Promise<number>;
  /** Marks the open requests that are due before a time and were not marked before; returns their ids, earliest first. */
  takeDueRequests(dueBeforeMs: number, nowMs: number): Promise<string[]>;
}
