import type { Clock } from '../shared/clock';
import { toZgodaError } from '../shared/errors';
import type { Log } from '../shared/log';
import { createSignal } from '../shared/signal';
import { compactWhenQuiet, tidyAfterPurge, type CompactionRepositories } from './quietCompaction';
import { purgeRules, type HeldCount, type Holdings, type PurgeRule, type RetentionStore } from './retentionStore';

/** For how many days each sort is kept; 0: until the person is erased. */
export type RetentionPolicy = Readonly<Record<PurgeRule, number>>;

/** What holds where nobody has set anything. */
export const defaultPolicy: RetentionPolicy = { messages: 90, replies: 90, events: 30, receipts: 30, signUps: 30 };

/** What the last purges of a rule did. */
export interface PurgeRecord {
  /** ISO 8601, UTC: the last run. */
  readonly ranAt: string;
  /** ISO 8601, UTC: the last run that found something; null: none did yet. */
  readonly purgedAt: string | null;
  /** Rows that it took away then, and all runs together. */
  readonly purged: number;
  readonly purgedInAll: number;
}

/** One sort of data, as the report tells of it. */
export interface RetentionLine {
  readonly category: keyof Holdings;
  readonly rows: number;
  /** ISO 8601, UTC. */
  readonly oldest: string | null;
  /** The rule that purges it; null: none does. */
  readonly rule: PurgeRule | null;
  /** Null: for ever. */
  readonly keepDays: number | null;
  readonly last: PurgeRecord | null;
}

/** What is held, for how long, and what was purged. */
export interface RetentionReport {
  readonly lines: readonly RetentionLine[];
}

/** Rows taken away, by rule. */
export type PurgedRows = Readonly<Record<PurgeRule, number>>;

/** The retention of one store. */
export interface Retention {
  report(): Promise<RetentionReport>;
  /** Purges now what is old enough; returns the rows taken away by rule. Null: another process is at it. */
  purge(): Promise<PurgedRows | null>;
  /** Rewrites the store without what purges left in its pages; an embedded one accepts nothing meanwhile. */
  compact(): Promise<void>;
}

/** The ports that retention needs. */
export interface RetentionRepositories extends RetentionStore, CompactionRepositories {
  takeLease(name: string, owner: string, leaseMs: number, nowMs: number): Promise<PurgeLease | null>;
  releaseLease(lease: PurgeLease): Promise<void>;
}

interface PurgeLease {
  readonly name: string;
  readonly owner: string;
  readonly fence: number;
  readonly expiresAtMs: number;
}

/** What retention works with. */
export interface RetentionPorts {
  readonly store: RetentionRepositories;
  readonly clock: Clock;
  readonly log: Log;
  /** This process. */
  readonly owner: string;
  /** What the configuration sets; a rule that it leaves out stays as it was last set in the store. */
  readonly configured: Readonly<Record<PurgeRule, number | undefined>>;
}

/** Purges by itself: a run now and then, none while another process has run within the hour. */
export interface RetentionRunner extends Retention {
  /** Resolves when the step in hand is done with. */
  close(): Promise<void>;
}

const dayMs = 24 * 3_600_000;
const hourMs = 3_600_000;
/** Commands that live for seconds do not begin a purge. */
const firstRunMs = 10_000;
const leaseName = 'retention';
const leaseMs = 60_000;
/** A step is a transaction of a few milliseconds; between two of them, others write. */
const stepRows = 500;
const pauseMs = 20;
/** Looks that often for a purge that is due, and for a quiet moment after one. */
const lookMs = 10 * 60_000;

const policySetting = 'retention_days';
const recordSetting = (rule: PurgeRule): string => `retention_${rule}`;

const ruleOf: Readonly<Record<keyof Holdings, PurgeRule | null>> = {
  contacts: null,
  ledger: null,
  suppressions: null,
  messages: null,
  texts: 'messages',
  replies: null,
  replyTexts: 'replies',
  events: 'events',
  consumers: 'events',
  receipts: 'receipts',
  signUps: 'signUps',
};

/** Starts the retention of a store. What the configuration sets is noted in the store, so that all its processes keep to it. */
export function startRetention(ports: RetentionPorts): RetentionRunner {
  const { store, clock, log } = ports;
  const closing = createSignal(clock);
  let isClosing = false;
  let cancel = (): void => undefined;
  let running: Promise<unknown> = Promise.resolve();
  let current: Promise<PurgedRows | null> | null = null;
  let nextPurgeMs = 0;

  const plan = (delayMs: number): void => {
    cancel = clock.after(delayMs, () => {
      running = Promise.resolve()
        .then(look)
        .catch((thrown: unknown) => {
          log.warn('The purge of old data will be tried again', { code: toZgodaError(thrown).code });
        })
        .then(() => {
          if (!isClosing) plan(lookMs);
        });
    });
  };

  async function look(): Promise<void> {
    if (clock.monotonicMs() >= nextPurgeMs) {
      nextPurgeMs = clock.monotonicMs() + hourMs;
      await purgeWhenDue();
    }
    await alone(() => compactWhenQuiet(store, clock));
  }

  async function purgeWhenDue(): Promise<void> {
    const nowMs = clock.nowMs();
    const records = await Promise.all(purgeRules.map((rule) => readRecord(store, rule)));
    const hasJustRun = records.every((record) => {
      const agoMs = nowMs - Date.parse(record?.ranAt ?? '');
      return agoMs >= 0 && agoMs < hourMs / 2;
    });
    if (!hasJustRun) await purge();
  }

  /** Who asks while a purge is under way waits for that one. */
  function purge(): Promise<PurgedRows | null> {
    current ??= alone(purgeAll).finally(() => {
      current = null;
    });
    return current;
  }

  /** Null: another process is at it. */
  async function alone<T>(work: () => Promise<T>): Promise<T | null> {
    const lease = await store.takeLease(leaseName, ports.owner, leaseMs, clock.nowMs());
    if (lease === null) return null;
    try {
      return await work();
    } finally {
      await store.releaseLease(lease);
    }
  }

  async function purgeAll(): Promise<PurgedRows> {
    const policy = await agreePolicy(ports);
    const purged = { messages: 0, replies: 0, events: 0, receipts: 0, signUps: 0 };
    for (const rule of purgeRules) {
      if (!isClosing && policy[rule] > 0) purged[rule] = await purgeRule(rule, policy[rule]);
    }
    await tidyAfterPurge(
      store,
      Object.values(purged).some((rows) => rows > 0),
    );
    return purged;
  }

  async function purgeRule(rule: PurgeRule, days: number): Promise<number> {
    const beforeMs = clock.nowMs() - days * dayMs;
    let purged = 0;
    while (!isClosing) {
      // Another process takes over from one that was held up for longer than the lease.
      if ((await store.takeLease(leaseName, ports.owner, leaseMs, clock.nowMs())) === null) break;
      const { purged: rows, done } = await store.purge(rule, beforeMs, stepRows, clock.nowMs());
      purged += rows;
      if (done) break;
      await closing.wait(pauseMs);
    }
    await writeRecord(store, rule, purged, clock.nowMs());
    return purged;
  }

  plan(firstRunMs);
  return {
    report: async () => reportOf(await store.readHoldings(), await agreePolicy(ports), store),
    purge,
    compact: () => store.compact(),
    async close() {
      isClosing = true;
      cancel();
      closing.notify();
      await running;
      await current?.catch(() => undefined);
    },
  };
}

/** The policy of the store; what the configuration sets is written there. */
async function agreePolicy({ store, configured }: RetentionPorts): Promise<RetentionPolicy> {
  const stored = JSON.parse((await store.readSetting(policySetting)) ?? '{}') as Partial<RetentionPolicy>;
  const set = Object.fromEntries(Object.entries(configured).filter(([, days]) => days !== undefined));
  const agreed = { ...stored, ...set };
  if (JSON.stringify(agreed) !== JSON.stringify(stored))
    await store.writeSetting(policySetting, JSON.stringify(agreed));
  return { ...defaultPolicy, ...agreed };
}

async function reportOf(
  holdings: Holdings,
  policy: RetentionPolicy,
  store: RetentionRepositories,
): Promise<RetentionReport> {
  const lines = (Object.entries(holdings) as [keyof Holdings, HeldCount][]).map(
    async ([category, { rows, oldestMs }]): Promise<RetentionLine> => {
      const rule = ruleOf[category];
      return {
        category,
        rows,
        oldest: oldestMs === null ? null : new Date(oldestMs).toISOString(),
        rule,
        keepDays: rule === null || policy[rule] === 0 ? null : policy[rule],
        last: rule === null ? null : await readRecord(store, rule),
      };
    },
  );
  return { lines: await Promise.all(lines) };
}

async function readRecord(store: RetentionRepositories, rule: PurgeRule): Promise<PurgeRecord | null> {
  const stored = await store.readSetting(recordSetting(rule));
  return stored === null ? null : (JSON.parse(stored) as PurgeRecord);
}

async function writeRecord(
  store: RetentionRepositories,
  rule: PurgeRule,
  purged: number,
  nowMs: number,
): Promise<void> {
  const before = await readRecord(store, rule);
  const ranAt = new Date(nowMs).toISOString();
  const record: PurgeRecord = {
    ranAt,
    purgedAt: purged > 0 ? ranAt : (before?.purgedAt ?? null),
    purged: purged > 0 ? purged : (before?.purged ?? 0),
    purgedInAll: (before?.purgedInAll ?? 0) + purged,
  };
  await store.writeSetting(recordSetting(rule), JSON.stringify(record));
}
