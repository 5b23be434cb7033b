import type {
  AppendOutcome,
  CampaignCounts,
  ClaimedMessage,
  MessageRow,
  NewMessage,
  ReceiptRecord,
  SubmitRecord,
} from './message';

/** The right of one process to something, such as a slot of a route; `fence` grows with every change of owner. */
export interface Lease {
  readonly name: string;
  readonly owner: string;
  readonly fence: number;
  readonly expiresAtMs: number;
}

/** Leases, and the clock that they go by. */
export interface LeaseList {
  /** Also those that have ended. */
  readonly leases: readonly Lease[];
  /** The time in the store, epoch ms: all machines of a PostgreSQL store go by its server's clock. */
  readonly atMs: number;
}

/** What became of receipts. */
export interface ReceiptCounts {
  readonly matched: number;
  readonly unmatched: number;
  /** For receipts of any form, by their place in the batch: the segment that waited for it, where no other can be meant. */
  readonly recognised: readonly { readonly place: number; readonly partId: string }[];
}

/** How messages are claimed as they are appended. */
export interface ClaimAtOnce {
  readonly lease: Lease;
  /** How long the claim lasts, by the store's clock. */
  readonly leaseMs: number;
  /** The store's time. */
  readonly nowMs: number;
}

/** The outbox as delivery needs it stored. Every verb is one transaction, durable when its promise resolves. */
export interface OutboxStore {
  /**
   * Adds messages in order. See `AppendOutcome` for deduplication. With `claim`, service messages that are queued are claimed in
   * the same transaction, all by one claim, as `claimMessages` would; they stay queued under a lease that is not the newest any
   * more, behind others of their route that are queued, and each where `claimMessages` would block it. `claim` is for messages without a
   * deduplication key: an append of those takes several statements, and a process that stood still between two would keep the
   * lease from all.
   */
  appendMessages(messages: readonly NewMessage[], nowMs: number, claim?: ClaimAtOnce): Promise<AppendOutcome[]>;

  /**
   * Claims up to `limit` messages of a route that are queued, or held and due: highest priority first, then oldest. In the
   * same transaction it blocks marketing to a number suppressed since it was accepted, or whose contact's consent is no longer
   * granted (and any message to a number suppressed for `all`). Claims nothing unless `lease` is still the newest. Each call
   * is a claim of its own, which lasts `leaseMs` of the store's clock.
   */
  claimMessages(
    route: string,
    lease: Lease,
    limit: number,
    leaseMs: number,
    nowMs: number,
  ): Promise<{ claimed: ClaimedMessage[]; blocked: number }>;

  /**
   * Stores the outcome of claimed messages, and the operator's ids of their segments; receipts that came before are
   * matched at once. Ignores an outcome of another claim than the message's last; a message that turned `uncertain` meanwhile
   * is settled. One that was never written and is to be cancelled turns to `cancelled`. Storing an outcome again changes
   * nothing. Each message that becomes final or `uncertain` appends a `delivery_report` event. Returns the ids that became
   * final.
   */
  markSubmitted(route: string, records: readonly SubmitRecord[], nowMs: number): Promise<string[]>;

  /**
   * Stores receipts by (route, part id). A message is delivered when all its segments are; it fails with the first
   * segment that fails. A receipt with no known part is kept, to be matched by a later `markSubmitted` of a message that was
   * claimed before the receipt came. A repeated receipt changes nothing. Each message that becomes final appends a
   * `delivery_report` event.
   */
  markReceipts(receipts: readonly ReceiptRecord[], nowMs: number): Promise<ReceiptCounts>;

  /**
   * Messages claimed under an older fence than `lease`, or under another lease that nobody holds any more and whose time ended
   * by the store's clock, turn to `uncertain`, with a `delivery_report` event (or, where `resend`, to `queued`, unless they were
   * to be cancelled); returns how many.
   */
  expireClaims(route: string, lease: Lease, resend: boolean, nowMs: number): Promise<number>;

  /**
   * Messages claimed under this very lease by claims that its holder does not know of (`known` are those that it does) turn to
   * `queued`, or to `cancelled` where they were to be: the answer to their claim was lost, so they were never submitted.
   * Returns how many.
   */
  giveBackClaims(route: string, lease: Lease, known: readonly string[], nowMs: number): Promise<number>;

  /** Those of these messages that the gate of `claimMessages` would block now, or that are to be cancelled. */
  readBlocked(ids: readonly string[]): Promise<string[]>;

  /**
   * For data copied from elsewhere: what waited to be sent may have been sent since. Messages that are queued, claimed, or held
   * until `nowMs` or before turn to `uncertain`; returns how many.
   */
  doubtPending(nowMs: number): Promise<number>;

  readMessages(ids: readonly string[]): Promise<Map<string, MessageRow>>;
  countCampaign(campaign: string): Promise<CampaignCounts>;
  /** The earliest time that a queued or held message of a route is due (`nowMs` when one waits already; null: none). */
  readNextDue(route: string, nowMs: number): Promise<number | null>;
  /** Queued, held and claimed messages of a route, and `readNextDue`. Takes longer the more there are. */
  countPending(route: string, nowMs: number): Promise<{ pending: number; nextDueMs: number | null }>;

  /** Leases whose name begins with `prefix`. `nowMs` is the time in an embedded store. */
  readLeases(prefix: string, nowMs: number): Promise<LeaseList>;
  /**
   * Takes or renews a named lease at the store's time `atMs`; null when another owner holds it. One that would last more
   * than `leaseMs` beyond this one was taken before the clock was set back, and counts as ended.
   */
  takeLease(name: string, owner: string, leaseMs: number, atMs: number): Promise<Lease | null>;
  releaseLease(lease: Lease): Promise<void>;
}
