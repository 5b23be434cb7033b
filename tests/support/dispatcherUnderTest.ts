import { createDispatcher, type Dispatcher } from '../../engine/src/delivery/dispatcher';
import type { ClaimedMessage, NewMessage } from '../../engine/src/delivery/message';
import type { Lease } from '../../engine/src/delivery/outboxStore';
import { systemClock } from '../../engine/src/shared/clock';
import { silentLog } from '../../engine/src/shared/log';
import type { Store } from '../../engine/src/store/store';
import { leaseOf, message, route } from '../conformance/store/fixtures';
import type { StoreUnderTest } from '../conformance/store/stores';
import { scriptedTransport, type ScriptedTransport } from './scriptedTransport';

/** Dispatchers over a real store and a scripted transport, afresh with each `open`. */
export class DispatcherUnderTest {
  /** May be replaced by one that fails. */
  store!: Store;
  transport!: ScriptedTransport;
  /** Whether the slot is held. */
  held!: boolean;
  /** Whether a text whose answer was lost is sent once more. */
  resends!: boolean;
  /** Until when it is quiet, by place. */
  quietPlaces!: ReadonlyMap<string, number>;
  /** How often messages were claimed. */
  claims!: number;
  claimsUnderWay!: number;
  private data!: StoreUnderTest;
  private claimsHeld!: Promise<void>;
  private readonly running = new Set<Dispatcher>();

  readonly open = async (make: () => Promise<StoreUnderTest>): Promise<void> => {
    this.data = await make();
    const opened = await this.data.open();
    this.store = {
      ...opened,
      claimMessages: async (...args) => {
        this.claimsUnderWay += 1;
        const answer = await opened.claimMessages(...args);
        await this.claimsHeld;
        this.claimsUnderWay -= 1;
        this.claims += 1;
        return answer;
      },
    };
    this.transport = scriptedTransport();
    this.held = true;
    this.resends = false;
    this.quietPlaces = new Map();
    this.claims = 0;
    this.claimsUnderWay = 0;
    this.claimsHeld = Promise.resolve();
  };

  readonly close = async (): Promise<void> => {
    await Promise.all([...this.running].map((dispatcher) => this.stop(dispatcher)));
    await this.data.remove();
  };

  readonly start = (lease: Lease, capacity = 10, storeNowMs = systemClock.nowMs): Dispatcher => {
    const settings = { route, capacity, claimLimit: 100, resendUncertain: this.resends, claimMs: 60_000 };
    const quietUntilMs = ({ place }: ClaimedMessage): number | null => this.quietPlaces.get(place ?? '') ?? null;
    const dispatcher = createDispatcher(settings, {
      store: this.store,
      transport: this.transport,
      slot: { lease, isHeld: () => this.held, storeNowMs },
      clock: systemClock,
      log: silentLog,
      changed: () => undefined,
      quietUntilMs,
    });
    dispatcher.start();
    this.running.add(dispatcher);
    return dispatcher;
  };

  readonly startOwn = async (capacity?: number): Promise<Dispatcher> =>
    this.start(await leaseOf(this.store, 'process-a', systemClock.nowMs()), capacity);

  /** Stops it; the end of the test does not have to. */
  readonly stop = (dispatcher: Dispatcher): Promise<void> => {
    this.running.delete(dispatcher);
    return dispatcher.stop();
  };

  /** Has claims answered only once what it returns is called. */
  readonly holdClaims = (): (() => void) => {
    let release = (): void => undefined;
    this.claimsHeld = new Promise((resolve) => (release = resolve));
    return release;
  };

  readonly append = async (count: number, change: Partial<NewMessage> = {}): Promise<string[]> => {
    const messages = Array.from({ length: count }, (_, n) => message(n, change));
    await this.store.appendMessages(messages, systemClock.nowMs());
    return messages.map(({ id }) => id);
  };

  readonly stateOf = async (id: string) => (await this.store.readMessages([id])).get(id)?.state;
}

/** Resolves once `holds` does. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 5));
}
