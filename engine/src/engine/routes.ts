import { plainTerms, type RouteTerms } from '../campaign/routeTerms';
import type { SmppAccount } from '../config';
import type { AppendOutcome, NewMessage } from '../delivery/message';
import { simulatorRoute } from '../delivery/route';
import { AccountChoice } from './accountChoice';
import { accountTerms, accountWarning, simulatorAccount } from './accountTransport';
import type { RouteHandle } from './engine';
import { newsTopics, textsEveryMs } from './newsTopics';
import { joinRoutes } from './routesOfProcess';
import { openRouteSender, type RouteSender, type SenderPorts } from './routeSender';
import { closedRoute, standbyRoute, type RouteStatus } from './routeStatus';
import { startSimulatorProcess } from './simulatorProcess';

/** What routes work with. */
export interface RoutePorts extends SenderPorts {
  /** Tells the store from all others, however its address is written. */
  readonly storeId: string;
  /** Whether a route nobody uses stays open until the engine closes. */
  readonly keepUnused: boolean;
  /** Whether texts for operators are left to other processes; the simulator is this process's own. */
  readonly onlyEnqueues: boolean;
}

/** The routes of one engine. */
export interface Routes {
  attach(account: SmppAccount | null): Promise<RouteHandle>;
  /** Makes the terms of an account known without opening its route, and names it; an open route keeps its own. */
  describe(account: SmppAccount): string;
  /** The terms of a route, as it was last attached or described. */
  termsOf(route: string | null): RouteTerms;
  /** Appends messages to the store, and has them sent on this route; on none where all of them are blocked. */
  append(route: string | null, messages: readonly NewMessage[]): Promise<AppendOutcome[]>;
  /** Messages were appended to a route: this process sends them, or the others hear of them. */
  appended(route: string, serviceTexts: number): void;
  /** See `Dispatcher.revoke`: on the routes of this engine. */
  revoke(number: string): Promise<void>;
  /** See `Dispatcher.takeBack`. */
  takeBack(ids: ReadonlySet<string>): Promise<void>;
  /** Calls `work` once nothing has waited to be sent for `quietMs`; returns its cancel. */
  whenQuiet(quietMs: number, work: () => void): () => void;
  close(): Promise<void>;
}

/** What is known of a route by its name, open or not. */
interface RouteEntry {
  users: number;
  readonly choice: AccountChoice;
  terms: RouteTerms;
  current: RouteSender | null;
  /** Opening and closing of one name happen one after the other. */
  turn: Promise<unknown>;
  readonly listeners: Set<(status: RouteStatus) => void>;
}

const quietCheckMs = 1_000;

/** No routes yet; each opens when it is first attached. */
export function createRoutes(ports: RoutePorts): Routes {
  const entries = new Map<string, RouteEntry>();
  const senderPorts: SenderPorts = {
    ...ports,
    // The operator is answered after this: what was claimed before the reply must not go out behind the answer.
    async handleReply(message) {
      await ports.handleReply(message);
      await ofProcess.revoke(message.from);
    },
  };
  const ofProcess = joinRoutes(ports.storeId, { revoke });

  async function revoke(number: string): Promise<void> {
    await Promise.all([...entries.values()].map(({ current }) => current?.revoke(number)));
  }

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

  const sendsElsewhere = (account: SmppAccount | null): boolean => ports.onlyEnqueues && account !== null;

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
    entry.terms = account === null ? plainTerms : accountTerms(account);
    if (sendsElsewhere(account)) return;
    entry.current = await openRoute(name, account, (status) => {
      for (const listener of entry.listeners) listener(status);
    });
  }

  function handleOf(name: string, entry: RouteEntry, account: SmppAccount | null): RouteHandle {
    const own = new Set<(status: RouteStatus) => void>();
    return {
      name,
      testMode: account === null,
      warning: account === null ? null : accountWarning(account),
      status: () => entry.current?.status() ?? (sendsElsewhere(account) ? standbyRoute : closedRoute),
      statistics: () => entry.current?.statistics() ?? [],
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

  async function openRoute(
    name: string,
    account: SmppAccount | null,
    told: (status: RouteStatus) => void,
  ): Promise<RouteSender> {
    if (account !== null) return openRouteSender(name, account, senderPorts, told);
    const simulator = await startSimulatorProcess(ports);
    const sender = openRouteSender(name, simulatorAccount(simulator.port), senderPorts, told);
    return {
      ...sender,
      async close() {
        await sender.close();
        await simulator.stop();
      },
    };
  }

  function appended(route: string, serviceTexts: number): void {
    if (entries.get(route)?.current?.appended(serviceTexts) === true) return;
    const topic = serviceTexts > 0 ? newsTopics.serviceTexts(route) : newsTopics.texts(route);
    ports.store.announce(topic, textsEveryMs);
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
    async append(route, messages) {
      const { store, clock } = ports;
      const sender = route === null ? null : (entries.get(route)?.current ?? null);
      const outcomes = await (sender?.append(messages) ?? store.appendMessages(messages, clock.nowMs()));
      const waiting = messages.filter(
        ({ state }, index) => state !== 'blocked' && waitsForClaim(outcomes[index] as AppendOutcome),
      );
      if (route !== null && waiting.length > 0) {
        appended(route, waiting.filter(({ purpose }) => purpose === 'service').length);
      }
      return outcomes;
    },
    appended,
    revoke,
    async takeBack(ids) {
      await Promise.all([...entries.values()].map(({ current }) => current?.takeBack(ids)));
    },
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
      ofProcess.leave();
    },
  };
}

const waitsForClaim = (outcome: AppendOutcome): boolean =>
  outcome.outcome === 'appended' && outcome.claim === undefined;

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
