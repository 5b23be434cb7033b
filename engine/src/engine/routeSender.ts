import type { SmppAccount } from '../config';
import { parsePhoneNumber } from '../contacts/phoneNumber';
import { createDispatcher, type Dispatcher } from '../delivery/dispatcher';
import { createInboundRecorder, type ReplyHandler } from '../delivery/inboundRecorder';
import type { AppendOutcome, ClaimedMessage, NewMessage } from '../delivery/message';
import { createReceiptRecorder } from '../delivery/receiptRecorder';
import type { HeldSlot, SlotSender } from '../delivery/slot';
import { createSlotKeeper } from '../delivery/slotKeeper';
import type { Clock } from '../shared/clock';
import type { IdSource } from '../shared/ids';
import type { Log } from '../shared/log';
import type { NumberKeyer } from '../shared/numberKey';
import type { Random } from '../shared/random';
import type { Store } from '../store/store';
import type { LinkStatistics } from '../transports/smpp/link/linkStatistics';
import type { SmppTransport } from '../transports/smpp/smppTransport';
import {
  createAccountMemory,
  createAccountPacer,
  createAccountTransport,
  joinParts,
  rateOfBinds,
} from './accountTransport';
import { newsTopics } from './newsTopics';
import { startOverdueTexts } from './overdueTexts';
import { routeStatus, standbyRoute, type RouteStatus } from './routeStatus';

/** What sending on routes takes. */
export interface SenderPorts {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly random: Random;
  readonly log: Log;
  readonly numberKey: NumberKeyer;
  readonly owner: string;
  readonly handleReply: ReplyHandler;
  /** Until when a claimed marketing message is held for quiet hours, epoch ms; null: it may leave. */
  readonly quietUntilMs: (route: string, message: ClaimedMessage, nowMs: number) => number | null;
  /** Called when a message, receipt or reply was stored. */
  readonly changed: () => void;
}

/** This process's part in sending on a route and receiving from it. */
export interface RouteSender {
  status(): RouteStatus;
  statistics(): readonly LinkStatistics[];
  /** See `Dispatcher.append`. */
  append(messages: readonly NewMessage[]): Promise<AppendOutcome[]> | null;
  /** See `Dispatcher.appended`. Returns whether this process can send now. */
  appended(serviceTexts: number): boolean;
  /** See `Dispatcher.revoke`. */
  revoke(number: string): Promise<void>;
  /** See `Dispatcher.takeBack`. */
  takeBack(ids: ReadonlySet<string>): Promise<void>;
  /** Gives the route to other processes. */
  close(): Promise<void>;
}

interface Bind {
  readonly transport: SmppTransport;
  readonly dispatcher: Dispatcher;
}

const leaseMs = 10_000;
const lookMs = 1_000;
const claimMs = 10 * 60_000;
/** Draining takes 8 s; then the last outcomes are stored. */
const closingMs = 10_000;

/** Takes part in sending on a route; `told` is called with each change of its status. */
export function openRouteSender(
  route: string,
  account: SmppAccount,
  ports: SenderPorts,
  told: (status: RouteStatus) => void,
): RouteSender {
  const binds = new Set<Bind>();
  const memory = createAccountMemory(account, ports);
  const turns = createAccountPacer(account, ports);
  const receipts = createReceiptRecorder(route, ports);
  const inbound = createInboundRecorder(route, { ...ports, readNumber, joinParts });
  const stopOverdue = startOverdueTexts(inbound, { ...ports, isReceiving: () => binds.size > 0 });
  let idle: RouteStatus = { state: 'connecting', problem: null };

  const status = (): RouteStatus =>
    routeStatus(
      [...binds].map(({ transport }) => transport.status()),
      idle,
    );

  function openSlot(slot: HeldSlot): SlotSender {
    const transport = createAccountTransport({ ...account, binds: 1 }, { ...ports, memory, turns });
    const dispatcher = createDispatcher(dispatcherSettings(route, account), {
      ...ports,
      transport,
      slot,
      quietUntilMs: (message, nowMs) => ports.quietUntilMs(route, message, nowMs),
    });
    const bind = { transport, dispatcher };
    binds.add(bind);
    transport.open({
      receipt: (receipt) => receipts.record(receipt, slot.storeNowMs()),
      inbound: (message) => inbound.record(message),
      inboundPart: (part) => inbound.recordPart(part),
      settled: (key, untilMs) => inbound.settled(key, untilMs),
      status() {
        told(status());
        dispatcher.wake();
      },
      drained: () => dispatcher.wake(),
    });
    dispatcher.start();
    return {
      async stop() {
        await dispatcher.stop();
        binds.delete(bind);
        await receipts.idle();
      },
      abandon: () => dispatcher.abandon(),
    };
  }

  function append(messages: readonly NewMessage[]): Promise<AppendOutcome[]> | null {
    for (const { dispatcher } of binds) {
      const appending = dispatcher.append(messages);
      if (appending !== null) return appending;
    }
    return null;
  }

  function appended(serviceTexts: number): boolean {
    for (const { dispatcher } of binds) dispatcher.appended(serviceTexts);
    return [...binds].some(({ transport }) => transport.status().state === 'ready');
  }

  const stopWatching = [
    ports.store.watch(newsTopics.texts(route), () => appended(0)),
    ports.store.watch(newsTopics.serviceTexts(route), (isSure) => appended(isSure ? 1 : 0)),
  ];
  const keeper = createSlotKeeper(
    { route, owner: ports.owner, slots: account.binds, leaseMs, lookMs },
    {
      ...ports,
      open: openSlot,
      changed(sending, problem) {
        turns.pacer.setRate(rateOfBinds(account, Math.max(1, sending)));
        idle = problem === null ? standbyRoute : { state: 'waiting', problem };
        told(status());
        // What cannot be acted upon now is tried again with the overdue texts.
        if (sending > 0) void inbound.recover().catch(() => ports.log.warn('stored replies wait', { route }));
      },
    },
  );
  keeper.start();

  return {
    status,
    statistics: () => [...binds].map(({ transport }) => transport.statistics()),
    append,
    appended,
    async revoke(number) {
      await Promise.all([...binds].map(({ dispatcher }) => dispatcher.revoke(number)));
    },
    async takeBack(ids) {
      await Promise.all([...binds].map(({ dispatcher }) => dispatcher.takeBack(ids)));
    },
    async close() {
      for (const stop of stopWatching) stop();
      await keeper.stop(closingMs);
      memory.close();
      await stopOverdue();
      await receipts.idle();
    },
  };
}

function dispatcherSettings(route: string, account: SmppAccount) {
  return {
    route,
    capacity: account.window,
    claimLimit: Math.min(1_000, Math.max(1, Math.ceil(rateOfBinds(account, 1)))),
    resendUncertain: account.whenUncertain === 'resend',
    claimMs,
  };
}

/** Operators write numbers with or without a plus; short codes and names stay as they are. */
function readNumber(written: string): string {
  try {
    return parsePhoneNumber(written.startsWith('+') ? written : `+${written}`, null).number;
  } catch {
    return written;
  }
}
