import type { Clock } from '../shared/clock';
import { toZgodaError } from '../shared/errors';
import { gather } from '../shared/gather';
import type { Log } from '../shared/log';
import { createSignal } from '../shared/signal';
import type { ClaimedMessage, SubmitRecord } from './message';
import type { Lease, OutboxStore } from './outboxStore';
import type { SubmitOutcome, Transport } from './transport';

/** How one route is sent. */
export interface DispatcherSettings {
  readonly route: string;
  /** Tells this process from all others. */
  readonly owner: string;
  /** At most this many messages are claimed and not yet settled: what a crash may leave `uncertain`. */
  readonly capacity: number;
  /** At most this many messages are claimed at once: about a second of the route's rate. */
  readonly claimLimit: number;
  /** What becomes of messages whose outcome a crash took away. */
  readonly resendUncertain: boolean;
  /** How long another process waits before it takes over from this one when it dies. */
  readonly leaseMs: number;
  /** How long a claimed message may stay unsettled. */
  readonly claimMs: number;
}

/** Moves one route's messages from the outbox to its transport. */
export interface Dispatcher {
  start(): void;
  /** The transport may have room. */
  wake(): void;
  /** There is new work; service messages are claimed at once, marketing in batches. */
  appended(hasService: boolean): void;
  /** Stops claiming, closes the transport, stores every outcome, gives the route to others. */
  stop(drainMs: number): Promise<void>;
}

const idleMs = 1_000;
/** A queue that was emptied is looked at again so soon: another process may be filling it. */
const refillMs = 25;
const mostUrgent = 50;
const storeRetryMs = 500;
const closingMs = 2_000;
const expiryIntervalMs = 60_000;

/** A dispatcher of `transport` over `store`. */
export function createDispatcher(
  settings: DispatcherSettings,
  ports: {
    readonly store: OutboxStore;
    readonly transport: Transport;
    readonly clock: Clock;
    readonly log: Log;
    /** Called when outcomes were stored. */
    readonly changed: () => void;
  },
): Dispatcher {
  const { store, transport, clock, log } = ports;
  const { route, owner } = settings;
  const roomSignal = createSignal(clock);
  const workSignal = createSignal(clock);
  /** Fewer than these are not worth a transaction while others are under way. */
  const batchSize = Math.ceil(Math.min(settings.capacity, settings.claimLimit) / 8);
  const outcomes: SubmitRecord[] = [];
  let unsettled = 0;
  let serviceWaits = false;
  let lease: Lease | null = null;
  let nextExpiryMs = 0;
  let stopping = false;
  let loop: Promise<void> = Promise.resolve();
  let flushing: Promise<void> | null = null;

  async function run(): Promise<void> {
    while (!stopping) {
      try {
        await sendWhatIsDue();
      } catch (thrown) {
        log.warn('sending paused: the store failed', { route, code: toZgodaError(thrown).code });
        await pause(storeRetryMs);
      }
    }
  }

  async function sendWhatIsDue(): Promise<void> {
    const held = await holdLease();
    const limit = claimable();
    if (held === null || limit === 0) return roomSignal.wait(idleMs);
    const nowMs = clock.nowMs();
    const { claimed, blocked } = await store.claimMessages(route, held, limit, settings.claimMs, nowMs);
    for (const message of claimed) submit(message);
    const moved = claimed.length + blocked;
    serviceWaits = moved === limit && claimed.at(-1)?.purpose === 'service';
    if (moved === 0) await waitForDue();
    else if (moved < limit) await workSignal.wait(refillMs);
  }

  /** How many messages to claim now; 0: there is no room, or so little that it is better to wait for more. */
  function claimable(): number {
    const free = settings.capacity - unsettled;
    const room = Math.min(transport.room(), free, settings.claimLimit);
    if (room >= batchSize || (room > 0 && unsettled < batchSize)) return room;
    return serviceWaits ? Math.max(0, Math.min(transport.urgentRoom(), free, mostUrgent)) : 0;
  }

  async function waitForDue(): Promise<void> {
    const nowMs = clock.nowMs();
    const nextDueMs = await store.readNextDue(route, nowMs);
    const dueInMs = nextDueMs === null ? idleMs : Math.max(1, nextDueMs - nowMs);
    await workSignal.wait(Math.min(idleMs, dueInMs));
  }

  /** The lease, renewed when a third of it has gone; null while another process sends. */
  async function holdLease(): Promise<Lease | null> {
    const nowMs = clock.nowMs();
    if (lease !== null && lease.expiresAtMs - nowMs > (settings.leaseMs * 2) / 3) return lease;
    const previous = lease;
    lease = await store.takeLease(leaseName(route), owner, settings.leaseMs, nowMs);
    if (lease !== null && (lease.fence !== previous?.fence || nowMs >= nextExpiryMs)) await expireClaims(lease, nowMs);
    return lease;
  }

  /** Claims of an earlier owner; and, once a minute, own ones whose answer the store could not give. */
  async function expireClaims(held: Lease, nowMs: number): Promise<void> {
    nextExpiryMs = nowMs + expiryIntervalMs;
    const left = await store.expireClaims(route, held, settings.resendUncertain, nowMs);
    if (left > 0) log.warn('messages were left without an outcome', { route, messages: left });
  }

  function submit(message: ClaimedMessage): void {
    unsettled += 1;
    transport.submit(message, (outcome) => {
      outcomes.push(recordOf(message.id, outcome));
      flushing ??= flush();
    });
  }

  /** Stores outcomes in batches: what comes in while one is stored goes with the next. */
  async function flush(): Promise<void> {
    let giveUpAtMs = Infinity;
    while (outcomes.length > 0) {
      await gather(clock, () => outcomes.length, stopping ? 1 : batchSize);
      const batch = outcomes.slice(0, maxRecords);
      try {
        if (lease !== null) await store.markSubmitted(route, lease, batch, clock.nowMs());
        outcomes.splice(0, batch.length);
        unsettled -= batch.length;
        roomSignal.notify();
        ports.changed();
      } catch (thrown) {
        log.warn('outcomes wait: the store failed', { route, code: toZgodaError(thrown).code });
        if (stopping) giveUpAtMs = Math.min(giveUpAtMs, clock.monotonicMs() + closingMs);
        if (clock.monotonicMs() >= giveUpAtMs) break;
        await pause(storeRetryMs);
      }
    }
    flushing = null;
  }

  const pause = (delayMs: number) => new Promise<void>((resolve) => void clock.after(delayMs, resolve));

  return {
    start() {
      loop = run();
    },
    wake: () => roomSignal.notify(),
    appended(hasService) {
      serviceWaits ||= hasService;
      workSignal.notify();
      roomSignal.notify();
    },
    async stop(drainMs) {
      stopping = true;
      workSignal.notify();
      roomSignal.notify();
      await loop;
      await transport.close(drainMs);
      await (flushing ??= flush());
      if (lease !== null) await store.releaseLease(lease).catch(() => undefined);
    },
  };
}

const maxRecords = 1_000;

function leaseName(route: string): string {
  return `route:${route}`;
}

function recordOf(id: string, outcome: SubmitOutcome): SubmitRecord {
  switch (outcome.outcome) {
    case 'submitted':
      return { id, state: 'submitted', partIds: outcome.partIds };
    case 'rejected':
      return { id, state: 'rejected', status: outcome.status };
    case 'uncertain':
      return { id, state: 'uncertain' };
    case 'unsent':
      return { id, state: 'queued', notBeforeMs: null };
  }
}
