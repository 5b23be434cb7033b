import { plainTerms, type RouteTerms } from '../campaign/routeTerms';
import type { SmppAccount } from '../config';
import { parsePhoneNumber } from '../contacts/phoneNumber';
import { createDispatcher, type Dispatcher } from '../delivery/dispatcher';
import { createInboundRecorder, type ReplyHandler } from '../delivery/inboundRecorder';
import { createReceiptRecorder } from '../delivery/receiptRecorder';
import { simulatorRoute } from '../delivery/route';
import type { Transport, TransportStatus } from '../delivery/transport';
import type { Clock } from '../shared/clock';
import type { IdSource } from '../shared/ids';
import type { Log } from '../shared/log';
import type { NumberKeyer } from '../shared/numberKey';
import type { Random } from '../shared/random';
import type { Store } from '../store/store';
import { AccountChoice } from './accountChoice';
import { accountTerms, accountWarning, createAccountTransport, simulatorAccount } from './accountTransport';
import type { RouteHandle } from './engine';
import { startSimulatorProcess } from './simulatorProcess';

/** What routes work with. */
export interface RoutePorts {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly random: Random;
  readonly log: Log;
  readonly numberKey: NumberKeyer;
  readonly owner: string;
  readonly handleReply: ReplyHandler;
  /** Whether a route nobody uses stays open until the engine closes. */
  readonly keepUnused: boolean;
  /** Called when a message, receipt or reply was stored. */
  readonly changed: () => void;
}

/** The routes of one engine. */
export interface Routes {
  attach(account: SmppAccount | null): Promise<RouteHandle>;
  /** Makes the terms of an account known without opening its route, and names it; an open route keeps its own. */
  describe(account: SmppAccount): string;
  /** The terms of a route, as it was last attached or described. */
  termsOf(route: string | null): RouteTerms;
  /** Messages were appended to a route. */
  appended(route: string, hasService: boolean): void;
  /** Calls `work` once nothing has waited to be sent for `quietMs`; returns its cancel. */
  whenQuiet(quietMs: number, work: () => void): () => void;
  close(): Promise<void>;
}

interface OpenRoute {
  readonly dispatcher: Dispatcher;
  readonly transport: Transport;
  close(): Promise<void>;
}

/** What is known of a route by its name, open or not. */
interface RouteEntry {
  users: number;
  readonly choice: AccountChoice;
  terms: RouteTerms;
  current: OpenRoute | null;
  /** Opening and closing of one name happen one after the other. */
  turn: Promise<unknown>;
  readonly listeners: Set<(status: TransportStatus) => void>;
}

const drainMs = 8_000;
const leaseMs = 10_000;
const claimMs = 10 * 60_000;
const quietCheckMs = 1_000;
const closedStatus: TransportStatus = { state: 'closed', problem: null };

/** No routes yet; each opens when it is first attached. */
export function createRoutes(ports: RoutePorts): Routes {
  const entries = new Map<string, RouteEntry>();

  function entryOf(name: string): RouteEntry {
    const known = entries.get(name);
    if (known !== undefined) return known;
    const entry: RouteEntry = {
      users: 0,
      choice: new AccountChoice(name),
      terms: plainTerms,
      current: null,
      turn: Promise.resolve(),
      listeners: new Set(),
    };
    entries.set(name, entry);
    return entry;
  }

  async function attach(account: SmppAccount | null): Promise<RouteHandle> {
    const name = routeName(account);
    const entry = entryOf(name);
    entry.users += 1;
    try {
      await inTurn(entry, () => openOrKeep(name, entry, account));
    } catch (thrown) {
      entry.users -= 1;
      throw thrown;
    }
    return handleOf(name, entry, account);
  }

  async function openOrKeep(name: string, entry: RouteEntry, account: SmppAccount | null): Promise<void> {
    const isNew = entry.choice.take(account, ports.clock.monotonicMs());
    if (entry.current !== null && !isNew) return;
    await closeEntry(entry);
    entry.current = await openRoute(name, entry, account);
    entry.terms = account === null ? plainTerms : accountTerms(account);
  }

  function handleOf(name: string, entry: RouteEntry, account: SmppAccount | null): RouteHandle {
    const own = new Set<(status: TransportStatus) => void>();
    return {
      name,
      testMode: account === null,
      warning: account === null ? null : accountWarning(account),
      status: () => entry.current?.transport.status() ?? closedStatus,
      onStatus(listener) {
        own.add(listener);
        entry.listeners.add(listener);
        return () => entry.listeners.delete(listener);
      },
      async release() {
        for (const listener of own) entry.listeners.delete(listener);
        entry.users -= 1;
        if (ports.keepUnused) return;
        await inTurn(entry, async () => {
          if (entry.users > 0) return;
          entry.choice.forget();
          await closeEntry(entry);
        });
      },
    };
  }

  async function openRoute(name: string, entry: RouteEntry, account: SmppAccount | null): Promise<OpenRoute> {
    const simulator = account === null ? await startSimulatorProcess(ports) : null;
    const settings = account ?? simulatorAccount(simulator?.port ?? 0);
    const transport = createAccountTransport(settings, ports);
    const dispatcher = createDispatcher(dispatcherSettings(name, settings, ports.owner), { ...ports, transport });
    const receipts = createReceiptRecorder(name, ports);
    const inbound = createInboundRecorder(name, { ...ports, readNumber });
    transport.open({
      receipt: (receipt) => receipts.record(receipt),
      inbound: (message) => inbound.record(message),
      status(status) {
        for (const listener of entry.listeners) listener(status);
        dispatcher.wake();
      },
      drained: () => dispatcher.wake(),
    });
    dispatcher.start();
    void inbound.recover().catch(() => ports.log.warn('stored replies wait for the next start', { route: name }));
    return {
      dispatcher,
      transport,
      async close() {
        await dispatcher.stop(drainMs);
        await receipts.idle();
        await simulator?.stop();
      },
    };
  }

  async function pendingMessages(): Promise<number> {
    const names = [...entries.keys()].filter((name) => entries.get(name)?.current !== null);
    const counts = await Promise.all(names.map((name) => ports.store.countPending(name, ports.clock.nowMs())));
    return counts.reduce((total, { pending }) => total + pending, 0);
  }

  return {
    attach,
    describe(account) {
      const name = routeName(account);
      const entry = entryOf(name);
      if (entry.current === null) entry.terms = accountTerms(account);
      return name;
    },
    termsOf: (route) => (route === null ? null : entries.get(route)?.terms) ?? plainTerms,
    appended: (route, hasService) => entries.get(route)?.current?.dispatcher.appended(hasService),
    whenQuiet(quietMs, work) {
      let quietSinceMs = ports.clock.monotonicMs();
      let cancelled = false;
      let cancelTimer = ports.clock.after(quietCheckMs, () => void check());
      async function check(): Promise<void> {
        const pending = await pendingMessages().catch(() => 1);
        const nowMs = ports.clock.monotonicMs();
        if (pending > 0) quietSinceMs = nowMs;
        if (cancelled) return;
        if (nowMs - quietSinceMs >= quietMs) return work();
        cancelTimer = ports.clock.after(quietCheckMs, () => void check());
      }
      return () => {
        cancelled = true;
        cancelTimer();
      };
    },
    async close() {
      await Promise.all([...entries.values()].map((entry) => inTurn(entry, () => closeEntry(entry))));
    },
  };
}

function dispatcherSettings(route: string, account: SmppAccount, owner: string) {
  return {
    route,
    owner,
    capacity: account.window * account.binds,
    claimLimit: Math.min(1_000, Math.max(1, Math.ceil(account.segmentsPerSecond))),
    resendUncertain: account.whenUncertain === 'resend',
    leaseMs,
    claimMs,
  };
}

function inTurn(entry: RouteEntry, work: () => Promise<void>): Promise<void> {
  const done = entry.turn.then(work);
  entry.turn = done.catch(() => undefined);
  return done;
}

async function closeEntry(entry: RouteEntry): Promise<void> {
  const closing = entry.current;
  entry.current = null;
  await closing?.close();
}

/** Tells accounts apart; holds no secret. A Route Name has no @, so that no made name is like it. */
export function routeName(account: SmppAccount | null): string {
  if (account === null) return simulatorRoute;
  return `smpp:${account.routeName ?? `${account.systemId}@${account.host}:${account.port}`}`;
}

/** Operators write numbers with or without a plus; short codes and names stay as they are. */
function readNumber(written: string): string {
  try {
    return parsePhoneNumber(written.startsWith('+') ? written : `+${written}`, null).number;
  } catch {
    return written;
  }
}
