import type { Clock } from '../shared/clock';
import { toZgodaError, type ZgodaError } from '../shared/errors';
import type { Log } from '../shared/log';
import { createSignal } from '../shared/signal';
import type { Lease, LeaseList, OutboxStore } from './outboxStore';
import { Slot, type HeldSlot, type SlotSender } from './slot';
import { slotShare } from './slotShare';

export interface SlotSettings {
  readonly route: string;
  /** Tells this process from all others. */
  readonly owner: string;
  /** How many binds the route has. */
  readonly slots: number;
  /** How long a slot of a killed process waits for another. */
  readonly leaseMs: number;
  /** How often to look for free slots and other processes. */
  readonly lookMs: number;
}

/** What this process does on a route. */
export interface SlotKeeper {
  start(): void;
  /** Gives all slots to others at once; a sender that is not done after `patienceMs` is abandoned. */
  stop(patienceMs: number): Promise<void>;
}

/**
 * Takes this process's share of a route's slots, keeps them, and gives up what is more than its share when another process
 * wants to send. A process without a slot is known to the others by a lease on a numbered place.
 */
export function createSlotKeeper(
  settings: SlotSettings,
  ports: {
    readonly store: Pick<OutboxStore, 'readLeases' | 'takeLease' | 'releaseLease'>;
    readonly clock: Clock;
    readonly log: Log;
    open(slot: HeldSlot): SlotSender;
    /** Called with how many slots this process sends on, and what keeps it from knowing, after each change. */
    readonly changed: (sending: number, problem: ZgodaError | null) => void;
  },
): SlotKeeper {
  const { store, clock, log } = ports;
  const { route, owner, leaseMs } = settings;
  const prefix = `route:${route}:`;
  const signal = createSignal(clock);
  const slots = Array.from(
    { length: settings.slots },
    (_, index) => new Slot(`${prefix}slot:${index}`, { owner, leaseMs }, ports),
  );
  let place: Lease | null = null;
  let told = '';
  let stopping = false;
  let loop: Promise<void> = Promise.resolve();

  async function run(): Promise<void> {
    while (!stopping) {
      await look().then(
        () => tell(null),
        (thrown: unknown) => tell(toZgodaError(thrown)),
      );
      await signal.wait(settings.lookMs);
    }
  }

  async function look(): Promise<void> {
    const askedAtMs = clock.monotonicMs();
    const { leases, atMs } = await store.readLeases(prefix, clock.nowMs());
    const living = new Map(leases.filter((lease) => isLiving(lease, atMs)).map((lease) => [lease.name, lease]));
    await Promise.all(slots.map((slot) => slot.renew(atMs, askedAtMs)));
    const share = slotShare(slots.length, heldBy(living), owner);
    const sending = slots.filter((slot) => slot.isSending);
    for (const slot of sending.slice(share)) void slot.giveUp().then(signal.notify);
    const free = slots.filter((slot) => slot.isIdle && isFree(slot, living));
    await Promise.all(free.slice(0, Math.max(0, share - sending.length)).map((slot) => slot.take(atMs, askedAtMs)));
    await keepPlace(leases, atMs);
  }

  const isLiving = ({ owner: holder, expiresAtMs }: Lease, atMs: number): boolean =>
    holder !== '' && expiresAtMs > atMs && expiresAtMs <= atMs + 2 * leaseMs;

  const isFree = ({ name }: Slot, living: ReadonlyMap<string, Lease>): boolean =>
    (living.get(name)?.owner ?? owner) === owner;

  /** The living processes and the slots that each holds. */
  function heldBy(living: ReadonlyMap<string, Lease>): Map<string, number> {
    const held = new Map([[owner, 0]]);
    for (const { name, owner: holder } of living.values()) {
      held.set(holder, (held.get(holder) ?? 0) + (name.startsWith(`${prefix}slot:`) ? 1 : 0));
    }
    return held;
  }

  /** A process that sends is known by its slots; one that waits takes the first free place. */
  async function keepPlace(leases: LeaseList['leases'], atMs: number): Promise<void> {
    if (slots.some((slot) => !slot.isIdle)) return leavePlace();
    if (place !== null && place.expiresAtMs - atMs > (leaseMs * 2) / 3) return;
    const taken = new Set(
      leases.filter((lease) => isLiving(lease, atMs) && lease.owner !== owner).map(({ name }) => name),
    );
    for (let number = 0; ; number += 1) {
      const name = `${prefix}place:${number}`;
      if (taken.has(name)) continue;
      place = await store.takeLease(name, owner, leaseMs, atMs);
      if (place !== null) return;
    }
  }

  async function leavePlace(): Promise<void> {
    const left = place;
    place = null;
    if (left !== null) await store.releaseLease(left);
  }

  function tell(problem: ZgodaError | null): void {
    const sending = slots.filter((slot) => slot.isSending).length;
    const news = `${sending} ${problem?.code ?? ''}`;
    if (news === told) return;
    told = news;
    if (problem === null) log.info('slots of a route', { route, sending, slots: slots.length });
    else log.warn('slots of a route wait', { route, sending, code: problem.code });
    ports.changed(sending, problem);
  }

  return {
    start() {
      loop = run();
    },
    async stop(patienceMs) {
      stopping = true;
      signal.notify();
      const cancel = clock.after(patienceMs, () => slots.forEach((slot) => slot.abandon()));
      await loop;
      await Promise.all([leavePlace().catch(() => undefined), ...slots.map((slot) => slot.giveUp())]);
      cancel();
    },
  };
}
