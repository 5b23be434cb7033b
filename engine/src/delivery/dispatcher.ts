import type { Clock } from '../shared/clock';
import { toZgodaError } from '../shared/errors';
import { gather } from '../shared/gather';
import type { Log } from '../shared/log';
import { createSignal } from '../shared/signal';
import type { AppendOutcome, ClaimedMessage, NewMessage, SubmitRecord } from './message';
import type { OutboxStore } from './outboxStore';
import type { HeldSlot, SlotSender } from './slot';
import type { SubmitOutcome, Transport } from './transport';

/** How one slot of a route is sent. */
export interface DispatcherSettings {
  readonly route: string;
  /** At most this many messages are claimed and not yet settled: what a crash may leave `uncertain`. */
  readonly capacity: number;
  /** At most this many messages are claimed at once: about a second of the slot's rate. */
  readonly claimLimit: number;
  /** Whether a message whose answer was lost is sent once more. */
  readonly resendUncertain: boolean;
  /** How long a claimed message may stay unsettled. */
  readonly claimMs: number;
}

/** Moves messages of a route from the outbox to the transport of one slot. */
export interface Dispatcher extends SlotSender {
  start(): void;
  /** The transport may have room. */
  wake(): void;
  /**
   * Appends messages to the store and submits the service texts among them, claimed as they are stored. Null, with nothing
   * done, where none of them may go out at once: others go first, or there is no room.
   */
  append(messages: readonly NewMessage[]): Promise<AppendOutcome[]> | null;
  /** There is new work, and so many service texts in it: they are claimed at once, marketing in batches. */
  appended(serviceTexts: number): void;
  /**
   * Resolves once nothing more of marketing that was claimed before goes out to this number; it is claimed again, past the
   * gate.
   */
  revoke(number: string): Promise<void>;
  /** Takes back what is open of these messages and not written yet; the store knows which of them are to be cancelled. */
  takeBack(ids: ReadonlySet<string>): Promise<void>;
}

const idleMs = 1_000;
/** A queue that was emptied is looked at again so soon: another process may be filling it. */
const refillMs = 25;
const mostUrgent = 50;
/** Each reads the row of the lease: more at once could keep it from being renewed. */
const mostAppends = 4;
const storeRetryMs = 500;
/** What the operator would not take is offered again after this long. */
const refusedMs = 60_000;
const tidyIntervalMs = 60_000;
const drainMs = 8_000;
/** A STOP or a cancel that another process took reaches what waits here within two of these. */
const gateAgainMs = 500;

/** A dispatcher of `transport` over `store`, for as long as the slot is held. */
export function createDispatcher(
  settings: DispatcherSettings,
  ports: {
    readonly store: OutboxStore;
    readonly transport: Transport;
    readonly slot: HeldSlot;
    readonly clock: Clock;
    readonly log: Log;
    /** Null when a claimed message may leave now; else until when it must be held for quiet hours, epoch ms. */
    readonly quietUntilMs: (message: ClaimedMessage, nowMs: number) => number | null;
    /** Called when messages came to another state. */
    readonly changed: () => void;
  },
): Dispatcher {
  const { store, transport, clock, log } = ports;
  const { lease } = ports.slot;
  const storeNowMs = () => ports.slot.storeNowMs();
  const { route } = settings;
  const roomSignal = createSignal(clock);
  const workSignal = createSignal(clock);
  /** Fewer than these are not worth a transaction while others are under way. */
  const batchSize = Math.ceil(Math.min(settings.capacity, settings.claimLimit) / 8);
  const outcomes: SubmitRecord[] = [];
  /** Claimed, and without an outcome in the store. */
  const open = new Map<string, ClaimedMessage>();
  let claiming: Promise<void> = Promise.resolve();
  /** So many service texts may be there that no claim under way brings. */
  let servicesWaiting = 0;
  /** Appends under way. */
  const appends = new Set<Promise<void>>();
  /** How many messages appends under way may claim, and all claims under way, those among them. */
  let appending = 0;
  let reserved = 0;
  /** Whether a claim of service texts is under way, or claims are compared with what is known here: nothing may overtake. */
  let claimsServices = false;
  let tidying = false;
  let nextTidyMs = -Infinity;
  /** What was open when the gate was last asked again. */
  let lasting: ReadonlySet<string> = new Set();
  let cancelGating = (): void => undefined;
  let stopping = false;
  let abandoned = false;
  let loop: Promise<void> = Promise.resolve();
  let flushing: Promise<void> | null = null;

  async function run(): Promise<void> {
    while (!stopping) {
      try {
        await sendWhatIsDue();
      } catch (thrown) {
        log.warn('sending paused: the store failed', { route, code: toZgodaError(thrown).code });
        // What failed may have been claimed all the same.
        nextTidyMs = -Infinity;
        servicesWaiting = mostUrgent;
        await pause(storeRetryMs);
      }
    }
  }

  async function sendWhatIsDue(): Promise<void> {
    if (claimable() === 0 || !ports.slot.isHeld()) return roomSignal.wait(idleMs);
    await tidyClaims();
    // An append may have taken places meanwhile.
    const limit = claimable();
    if (limit === 0) return;
    const claim = claimAndSubmit(limit);
    claiming = claim.then(ignore, ignore);
    const moved = await claim;
    if (moved === 0) await waitForDue();
    else if (moved < limit) await workSignal.wait(refillMs);
  }

  /** How many messages to claim now; 0: there is no room, or so little that it is better to wait for more. */
  function claimable(): number {
    const free = freePlaces();
    const room = Math.min(transport.room(), free, settings.claimLimit);
    const isWorthIt = room >= batchSize || (room > 0 && open.size < batchSize);
    // A few service texts are claimed by themselves: a claim takes the longer the more it brings.
    if (isWorthIt && (servicesWaiting === 0 || servicesWaiting > mostUrgent)) return room;
    return Math.max(0, Math.min(transport.urgentRoom(), free, mostUrgent, servicesWaiting));
  }

  const freePlaces = (): number => settings.capacity - open.size - reserved;

  /** Returns how many messages it moved. */
  async function claimAndSubmit(limit: number): Promise<number> {
    const nowMs = storeNowMs();
    // What is appended while this claim is under way may not be in it.
    const waited = servicesWaiting;
    servicesWaiting = 0;
    claimsServices = waited > 0;
    reserved += limit;
    const claim = store.claimMessages(route, lease, limit, settings.claimMs, nowMs);
    const { claimed, blocked } = await claim.finally(() => {
      claimsServices = false;
      reserved -= limit;
    });
    for (const message of claimed) submitOrHold(message, nowMs);
    if (blocked > 0) ports.changed();
    const moved = claimed.length + blocked;
    const mayBeMore = moved === limit && claimed.at(-1)?.purpose === 'service';
    if (mayBeMore) servicesWaiting += Math.max(waited - moved, 2 * limit);
    return moved;
  }

  async function appendAndSubmit(messages: readonly NewMessage[], urgent: number): Promise<AppendOutcome[]> {
    const nowMs = storeNowMs();
    appending += urgent;
    reserved += urgent;
    try {
      const claim = { lease, leaseMs: settings.claimMs, nowMs };
      const outcomes = await store.appendMessages(messages, clock.nowMs(), claim);
      messages.forEach((message, index) => {
        const outcome = outcomes[index] as AppendOutcome;
        if (outcome.outcome === 'appended' && outcome.claim !== undefined) {
          submitOrHold(claimedMessage(message, outcome.claim), nowMs);
        }
      });
      return outcomes;
    } catch (thrown) {
      // What failed may have been claimed all the same, and a moment later than it failed.
      nextTidyMs = Math.min(nextTidyMs, clock.monotonicMs() + storeRetryMs);
      throw thrown;
    } finally {
      appending -= urgent;
      reserved -= urgent;
      roomSignal.notify();
    }
  }

  async function waitForDue(): Promise<void> {
    const nowMs = storeNowMs();
    const nextDueMs = await store.readNextDue(route, nowMs);
    const dueInMs = nextDueMs === null ? idleMs : Math.max(1, nextDueMs - nowMs);
    await workSignal.wait(Math.min(idleMs, dueInMs));
  }

  /** Claims of an earlier holder at the start; own ones whose answer the store could not give; once a minute both. */
  async function tidyClaims(): Promise<void> {
    if (clock.monotonicMs() < nextTidyMs) return;
    // A claim that is not known here yet would be given back.
    tidying = true;
    try {
      await Promise.all(appends);
      await takeStrayClaims();
      nextTidyMs = clock.monotonicMs() + tidyIntervalMs;
    } finally {
      tidying = false;
    }
  }

  async function takeStrayClaims(): Promise<void> {
    const known = new Set([...open.values()].map(({ claim }) => claim));
    const lost = await store.giveBackClaims(route, lease, [...known], storeNowMs());
    if (lost > 0) log.warn('claims whose answer was lost are made again', { route, messages: lost });
    const left = await store.expireClaims(route, lease, settings.resendUncertain, storeNowMs());
    if (left > 0) log.warn('messages were left without an outcome', { route, messages: left });
    if (lost + left > 0) ports.changed();
  }

  function submitOrHold(message: ClaimedMessage, nowMs: number): void {
    const { id, claim } = message;
    open.set(id, message);
    const notBeforeMs = ports.quietUntilMs(message, nowMs);
    if (notBeforeMs !== null) return settle({ id, claim, state: 'queued', notBeforeMs, reason: 'quiet_hours' });
    transport.submit(message, (outcome) => settle({ id, claim, ...stateOf(outcome) }));
  }

  function settle(record: SubmitRecord): void {
    outcomes.push(record);
    flushing ??= flush();
  }

  function stateOf(outcome: SubmitOutcome) {
    switch (outcome.outcome) {
      case 'submitted':
        return { state: 'submitted', partIds: outcome.partIds } as const;
      case 'rejected':
        return { state: 'rejected', status: outcome.status } as const;
      case 'uncertain':
        return { state: 'uncertain', resend: settings.resendUncertain } as const;
      case 'unsent':
        return {
          state: 'queued',
          notBeforeMs: outcome.refused ? storeNowMs() + refusedMs : null,
          reason: null,
        } as const;
    }
  }

  /** Stores outcomes in batches: what comes in while one is stored goes with the next. */
  async function flush(): Promise<void> {
    while (outcomes.length > 0 && !abandoned) {
      await gather(clock, () => outcomes.length, stopping ? 1 : batchSize);
      const batch = outcomes.slice(0, maxRecords);
      try {
        await store.markSubmitted(route, batch, storeNowMs());
        outcomes.splice(0, batch.length);
        for (const record of batch) close(record);
        roomSignal.notify();
        ports.changed();
      } catch (thrown) {
        log.warn('outcomes wait: the store failed', { route, code: toZgodaError(thrown).code });
        await pause(storeRetryMs);
      }
    }
    flushing = null;
  }

  /** Where the answer to a give-back was lost, the message may be open again under a later claim. */
  function close({ id, claim }: SubmitRecord): void {
    if (open.get(id)?.claim === claim) open.delete(id);
  }

  /** Revokes what has been open for a while and must not leave by now: the gate would block it, or it is to be cancelled. */
  async function gateAgain(): Promise<void> {
    const asked = [...open.keys()].filter((id) => lasting.has(id));
    lasting = new Set(open.keys());
    const blocked = asked.length === 0 ? [] : await store.readBlocked(asked).catch(() => []);
    if (blocked.length > 0) transport.revoke(new Set(blocked));
    keepGating();
  }

  function keepGating(): void {
    if (!stopping) cancelGating = clock.after(gateAgainMs, () => void gateAgain());
  }

  const pause = (delayMs: number) => new Promise<void>((resolve) => void clock.after(delayMs, resolve));

  return {
    start() {
      loop = run();
      keepGating();
    },
    wake: () => roomSignal.notify(),
    append(messages) {
      const urgent = messages.filter(isUrgent).length;
      if (urgent === 0 || appends.size >= mostAppends || messages.some(hasKey)) return null;
      const othersFirst = claimsServices || servicesWaiting > 0 || outcomes.some(isGivenBack);
      if (othersFirst || stopping || tidying || !ports.slot.isHeld()) return null;
      if (urgent > Math.min(transport.urgentRoom() - appending, freePlaces())) return null;
      const append = appendAndSubmit(messages, urgent);
      const done = append.then(ignore, ignore);
      appends.add(done);
      void done.then(() => appends.delete(done));
      return append;
    },
    appended(serviceTexts) {
      servicesWaiting += serviceTexts;
      workSignal.notify();
      roomSignal.notify();
    },
    async revoke(number) {
      await claiming;
      const revoked = [...open.values()].filter(
        (message) => message.purpose === 'marketing' && message.number === number,
      );
      if (revoked.length > 0) transport.revoke(new Set(revoked.map(({ id }) => id)));
    },
    async takeBack(ids) {
      await Promise.all([claiming, ...appends]);
      transport.revoke(new Set([...ids].filter((id) => open.has(id))));
    },
    async stop() {
      stopping = true;
      cancelGating();
      workSignal.notify();
      roomSignal.notify();
      await Promise.all([loop, ...appends, transport.close(drainMs)]);
      // What was claimed while the transport closed gets its outcome a moment later.
      while (open.size > 0 && !abandoned) await roomSignal.wait(idleMs);
    },
    abandon() {
      abandoned = true;
      roomSignal.notify();
    },
  };
}

const maxRecords = 1_000;

const ignore = (): void => undefined;

const isUrgent = ({ purpose, state }: NewMessage): boolean => purpose === 'service' && state === 'queued';
const hasKey = ({ deduplicationKey }: NewMessage): boolean => deduplicationKey !== null;
const isGivenBack = ({ state }: SubmitRecord): boolean => state === 'queued';

/** A queued message has all that is sent. */
function claimedMessage(message: NewMessage, claim: string): ClaimedMessage {
  const { id, number, sender, text, encoding, segments, purpose, place } = message;
  return { id, claim, number, sender, text, encoding, segments, purpose, place } as ClaimedMessage;
}
