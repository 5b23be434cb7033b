import type { ZgodaError } from '../../../shared/errors';
import type { Clock } from '../../../shared/clock';
import type { Log } from '../../../shared/log';
import type { Random } from '../../../shared/random';
import type { BindSettings } from '../session/bindSettings';
import type { Session } from '../session/session';
import type { SessionEvents } from '../session/sessionEvents';
import { BindKeeper, type ReconnectSettings } from './bindKeeper';

interface BindPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/** All binds of one link, and what they are together. */
export class Binds<Owner> {
  private readonly keepers: readonly BindKeeper<Owner>[];
  /** Those that may send. */
  private readonly senders: readonly BindKeeper<Owner>[];

  constructor(
    binds: readonly BindSettings[],
    reconnect: ReconnectSettings,
    events: SessionEvents<Owner>,
    { clock, random, log }: BindPorts,
  ) {
    this.keepers = binds.map((bind) => new BindKeeper<Owner>(bind, reconnect, events, clock, random, log));
    this.senders = this.keepers.filter(({ settings: { mode } }) => mode !== 'receiver');
  }

  open(): void {
    for (const keeper of this.keepers) keeper.open();
  }

  async close(drainMs: number): Promise<void> {
    await Promise.all(this.keepers.map((keeper) => keeper.close(drainMs)));
  }

  /** Requests that may be sent now. */
  get room(): number {
    let free = 0;
    for (const { session } of this.senders) if (session !== null) free += session.room;
    return free;
  }

  /** The session with the most room; null where none has any. */
  freest(): Session<Owner> | null {
    let best: Session<Owner> | null = null;
    let bestRoom = 0;
    for (const { session } of this.senders) {
      const room = session === null ? 0 : session.room;
      if (room <= bestRoom) continue;
      best = session;
      bestRoom = room;
    }
    return best;
  }

  /** Calls `visit` with the owner of each request in flight. */
  eachInFlight(visit: (owner: Owner) => void): void {
    for (const { session } of this.senders) session?.eachInFlight(visit);
  }

  get inFlight(): number {
    return this.keepers.reduce((sum, { session }) => sum + (session?.inFlight ?? 0), 0);
  }

  /** Requests that may be in flight at once, on the sessions bound now. */
  get window(): number {
    return this.senders.reduce((sum, { session, settings }) => sum + (session?.isBound ? settings.window : 0), 0);
  }

  /** Sessions bound now. */
  get bound(): number {
    return this.keepers.filter(({ session }) => session?.isBound === true).length;
  }

  get reconnects(): number {
    return this.keepers.reduce((sum, { reconnects }) => sum + reconnects, 0);
  }

  /** False where a peer has said that it speaks a version without TLVs. */
  get takesTlvs(): boolean {
    return this.senders.every(({ session }) => session?.takesTlvs !== false);
  }

  get canSend(): boolean {
    return this.senders.some(({ session }) => session?.isBound === true);
  }

  /** What keeps one of them down; null for nothing. */
  get problem(): ZgodaError | null {
    return this.keepers.find(({ problem }) => problem !== null)?.problem ?? null;
  }
}
