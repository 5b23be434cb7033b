import type { Clock } from '../shared/clock';
import type { Lease, OutboxStore } from './outboxStore';

/** What a slot is sent with while this process holds it. */
export interface SlotSender {
  /** Claims nothing more and closes the bind; resolves once every outcome is stored. */
  stop(): Promise<void>;
  /** Gives up storing outcomes, at the end of the process. */
  abandon(): void;
}

/** A slot that this process holds. */
export interface HeldSlot {
  readonly lease: Lease;
  /** Whether the lease still runs, by this process's own clock. */
  isHeld(): boolean;
  /** The time in the store, epoch ms, as last heard and counted on since: one clock for all machines of a store. */
  storeNowMs(): number;
}

/** What slots work with. */
export interface SlotPorts {
  readonly store: Pick<OutboxStore, 'takeLease' | 'releaseLease'>;
  readonly clock: Clock;
  /** Starts to send on a slot. */
  open(slot: HeldSlot): SlotSender;
}

/**
 * One slot of a route: the right to one bind, leased through the store. The process that holds the lease sends; it stops by
 * itself when it could not renew the lease in time.
 */
export class Slot {
  private lease: Lease | null = null;
  private sender: SlotSender | null = null;
  private stopping: Promise<void> | null = null;
  /** Monotonic times. */
  private renewedAtMs = -Infinity;
  private endsAtMs = -Infinity;
  /** The store's time less the monotonic one. */
  private storeAheadMs = 0;
  private cancelEnd = (): void => undefined;

  constructor(
    readonly name: string,
    private readonly settings: { readonly owner: string; readonly leaseMs: number },
    private readonly ports: SlotPorts,
  ) {}

  /** Whether this process sends on it. */
  get isSending(): boolean {
    return this.sender !== null && this.stopping === null;
  }

  /** Whether this process has nothing to do with it. */
  get isIdle(): boolean {
    return this.sender === null;
  }

  /** Takes the slot if it is free, and starts to send on it. `atMs` is the store's time, asked for at `askedAtMs`. */
  async take(atMs: number, askedAtMs: number): Promise<void> {
    if (!this.isIdle) return;
    this.storeAheadMs = atMs - askedAtMs;
    if ((await this.lend(atMs, askedAtMs)) === null) return;
    this.open();
  }

  /** Renews the lease once a third of it has gone; stops sending where another process has it. */
  async renew(atMs: number, askedAtMs: number): Promise<void> {
    this.storeAheadMs = atMs - askedAtMs;
    if (this.lease === null || askedAtMs - this.renewedAtMs < this.settings.leaseMs / 3) return;
    const { fence } = this.lease;
    const renewed = await this.lend(atMs, askedAtMs);
    if (renewed?.fence !== fence) void this.stop();
  }

  /** Stops sending, then gives the slot to others. */
  async giveUp(): Promise<void> {
    await this.stop();
    const { lease } = this;
    this.forget();
    if (lease !== null) await this.ports.store.releaseLease(lease).catch(() => undefined);
  }

  abandon(): void {
    this.sender?.abandon();
  }

  private open(): void {
    const { lease } = this;
    if (lease === null || !this.isIdle) return;
    this.sender = this.ports.open({
      lease,
      isHeld: () => this.lease?.fence === lease.fence && this.isRunning,
      storeNowMs: () => Math.floor(this.ports.clock.monotonicMs() + this.storeAheadMs),
    });
  }

  /** Resolves once nothing is open on it any more; only then may it be taken again. */
  private stop(): Promise<void> {
    const { sender } = this;
    if (sender === null) return Promise.resolve();
    this.stopping ??= sender.stop().then(() => {
      this.sender = null;
      this.stopping = null;
    });
    return this.stopping;
  }

  private get isRunning(): boolean {
    return this.ports.clock.monotonicMs() < this.endsAtMs;
  }

  private async lend(atMs: number, askedAtMs: number): Promise<Lease | null> {
    const { owner, leaseMs } = this.settings;
    const lease = await this.ports.store.takeLease(this.name, owner, leaseMs, atMs);
    if (lease === null) this.forget();
    else this.note(lease, askedAtMs);
    return lease;
  }

  private note(lease: Lease, askedAtMs: number): void {
    const { leaseMs } = this.settings;
    this.lease = lease;
    this.renewedAtMs = askedAtMs;
    this.endsAtMs = askedAtMs + leaseMs;
    this.cancelEnd();
    this.cancelEnd = this.ports.clock.after(this.endsAtMs - this.ports.clock.monotonicMs(), () => {
      this.forget();
      void this.stop();
    });
  }

  private forget(): void {
    this.cancelEnd();
    this.lease = null;
  }
}
