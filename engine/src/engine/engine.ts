import type { SmppAccount, StoreConfig, StoreSettings } from '../config';
import type { InboundKind, InboundSms } from '../operations/inboundSms';
import type { Services } from '../operations/services';
import type { Log } from '../shared/log';
import type { LinkStatistics } from '../transports/smpp/link/linkStatistics';
import type { RouteStatus } from './routeStatus';

/** What a host tells the engine of itself. */
export interface EngineOptions {
  readonly store: StoreSettings;
  /** Folder used when `store.location` is blank. */
  readonly defaultFolder: string;
  readonly log: Log;
  /** IANA zone in which texts show times. */
  readonly zone: string;
  /**
   * How long the engine stays open after its last user let go, while nothing waits to be sent; for hosts that open and
   * release it with every run.
   */
  readonly lingerMs: number;
}

/** Options with every setting of the store filled in. */
export interface ResolvedOptions extends EngineOptions {
  readonly store: StoreConfig;
}

/** A route in use; `release` it when its node closes. */
export interface RouteHandle {
  /** The name to give in `RunContext.route`. */
  readonly name: string;
  /** Whether texts go to the built-in simulator and reach no phone. */
  readonly testMode: boolean;
  /** What people should know of the account although it may work: a password longer than SMPP allows. */
  readonly warning: string | null;
  status(): RouteStatus;
  /** How each connection of this process does. */
  statistics(): readonly LinkStatistics[];
  /** Calls `listener` with every change of status; returns its stop. */
  onStatus(listener: (status: RouteStatus) => void): () => void;
  release(): Promise<void>;
}

/** A running listener; `close` it when its node closes. */
export interface Listener {
  close(): Promise<void>;
}

/** One engine over one store, shared by all nodes of a process. */
export interface Engine {
  readonly services: Services;
  /** What people should know now: another process has the store open, or the store is on a network drive. */
  readonly warning: string | null;
  /** Starts sending and receiving for an account; null: the built-in simulator, test mode. */
  attachRoute(account: SmppAccount | null): Promise<RouteHandle>;
  /** Makes the form and price of an account's texts known without connecting; returns the name of its route. */
  describeRoute(account: SmppAccount): string;
  /**
   * Tells a consumer of events, in order, at least once each, also of those that came while it was off. A new consumer
   * starts with what comes next. `handle` rejecting makes the event come again. At most `atOnce` events are in hand at a time,
   * one where it is not given.
   */
  listen(
    consumer: string,
    kinds: readonly InboundKind[],
    handle: (event: InboundSms) => Promise<void>,
    atOnce?: number,
  ): Promise<Listener>;
  /** Gives the engine back; the last one out drains its routes and closes the store. */
  release(): Promise<void>;
}
