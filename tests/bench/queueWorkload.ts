import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import type { NewMessage } from '../../engine/src/delivery/message';
import type { Lease } from '../../engine/src/delivery/outboxStore';
import { systemClock } from '../../engine/src/shared/clock';
import { createIdSource } from '../../engine/src/shared/ids';
import { silentLog } from '../../engine/src/shared/log';
import { createNumberKeyer } from '../../engine/src/shared/numberKey';
import { systemRandom } from '../../engine/src/shared/random';
import { openStore, type StoreLocation } from '../../engine/src/store/openStore';
import type { Store } from '../../engine/src/store/store';

/*
 * One run of the queue in a process of its own, so that its peak memory is its own:
 *   node queueWorkload.js sqlite|postgres|bare-sqlite FOLDER|ADDRESS MESSAGES
 * Every message of a campaign is accepted, claimed, submitted and delivered; all of it durable. Prints one line of JSON.
 */

const batch = 500;
const route = 'bench';
const ids = createIdSource(systemClock, systemRandom);
const keyOf = createNumberKeyer(Buffer.alloc(32, 1));

/** Processor time of all threads since some start, ms: what other work on the machine hardly changes. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

interface Phases {
  readonly cpuMs: number;
  readonly appendMs: number;
  readonly claimMs: number;
  readonly submitMs: number;
  readonly receiptMs: number;
}

function* batches(count: number): Generator<{ start: number; size: number }> {
  for (let start = 0; start < count; start += batch) yield { start, size: Math.min(batch, count - start) };
}

function campaignMessage(n: number, contactId: string): NewMessage {
  const number = `+1555${String(5_550_100_000_000 + n)}`;
  return {
    id: ids.next(),
    route,
    campaign: 'spring-sale',
    contactId,
    number,
    numberKey: keyOf(number),
    sender: 'Zgoda',
    purpose: 'marketing',
    text: `Hello Anna! Our spring sale starts today: 20% off with the code SPRING-${n}. Reply STOP to opt out.`,
    encoding: 'gsm7',
    segments: 1,
    state: 'queued',
    reason: null,
    deduplicationKey: `spring-sale/${contactId}`,
    consentEntryId: contactId,
    priority: 1,
    notBeforeMs: null,
    ground: 'consent GB/marketing/2003-12-11 1790000000000',
    place: 'GB',
  };
}

/** The id of the n-th contact: made when needed, so that a million of them take no memory of the measurement. */
function contactIdOf(n: number): string {
  return `019b0000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
}

const numbersFrom = ({ start, size }: { start: number; size: number }): number[] =>
  Array.from({ length: size }, (_, place) => start + place);

/** Contacts who agreed, before the clock starts. */
async function grantAll(store: Store, count: number): Promise<void> {
  for (const each of batches(count)) {
    await store.writeConsentStates(
      numbersFrom(each).map((n) => ({
        contactId: contactIdOf(n),
        purpose: 'marketing',
        state: 'granted',
        byGuardian: false,
        entryId: contactIdOf(n),
        sinceMs: 1,
      })),
    );
  }
}

async function runStore(location: StoreLocation, count: number): Promise<Phases> {
  const store = await openStore(location, { clock: systemClock, random: systemRandom, log: silentLog });
  try {
    await grantAll(store, count);
    const startedCpuMs = cpuMs();
    const lease = await store.takeLease(route, 'bench', 3_600_000, Date.now());
    if (lease === null) throw new Error('the lease is held');
    let appendMs = 0;
    for (const each of batches(count)) {
      const messages = numbersFrom(each).map((n) => campaignMessage(n, contactIdOf(n)));
      const startedMs = performance.now();
      await store.appendMessages(messages, Date.now());
      appendMs += performance.now() - startedMs;
    }
    const drained = await drain(store, lease, count);
    return { appendMs, ...drained, cpuMs: cpuMs() - startedCpuMs };
  } finally {
    await store.close();
  }
}

async function drain(store: Store, lease: Lease, count: number): Promise<Omit<Phases, 'appendMs' | 'cpuMs'>> {
  const spent = { claimMs: 0, submitMs: 0, receiptMs: 0 };
  let parts = 0;
  for (let done = 0; done < count;) {
    const startedMs = performance.now();
    const { claimed } = await store.claimMessages(route, lease, batch, 60_000, Date.now());
    const claimedMs = performance.now();
    const records = claimed.map(({ id, claim }) => {
      parts += 1;
      return { id, claim, state: 'submitted' as const, partIds: [parts.toString(16).padStart(10, '0')] };
    });
    await store.markSubmitted(route, records, Date.now());
    const submittedMs = performance.now();
    const doneAtMs = Date.now();
    await store.markReceipts(
      records.map(({ partIds }) => ({
        route,
        partId: partIds[0] ?? '',
        anyForm: false,
        state: 'delivered',
        errorCode: null,
        doneAtMs,
      })),
      doneAtMs,
    );
    spent.claimMs += claimedMs - startedMs;
    spent.submitMs += submittedMs - claimedMs;
    spent.receiptMs += performance.now() - submittedMs;
    if (claimed.length === 0) throw new Error(`only ${done} of ${count} messages were claimed`);
    done += claimed.length;
  }
  return spent;
}

/** The same steps on the smallest schema, in this thread: what SQLite itself can do here. */
function runBare(folder: string, count: number): Phases {
  const database = new DatabaseSync(join(folder, 'bare.sqlite'));
  database.exec(`
    PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;
    CREATE TABLE messages (sequence INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, number TEXT NOT NULL, text TEXT NOT NULL,
      state INTEGER NOT NULL, part_id TEXT) STRICT;
    CREATE INDEX queued ON messages (sequence) WHERE state = 0;
    CREATE INDEX parts ON messages (part_id) WHERE part_id IS NOT NULL;`);
  const insert = database.prepare('INSERT INTO messages (id, number, text, state) VALUES (?, ?, ?, 0)');
  const due = database.prepare(
    'SELECT sequence, id, number, text FROM messages WHERE state = 0 ORDER BY sequence LIMIT ?',
  );
  const take = database.prepare('UPDATE messages SET state = 1 WHERE sequence = ?');
  const submit = database.prepare('UPDATE messages SET state = 2, part_id = ? WHERE id = ?');
  const deliver = database.prepare('UPDATE messages SET state = 3 WHERE part_id = ?');
  const inOne = (work: () => void): number => {
    const startedMs = performance.now();
    database.exec('BEGIN IMMEDIATE');
    work();
    database.exec('COMMIT');
    return performance.now() - startedMs;
  };
  const startedCpuMs = cpuMs();
  const spent = { appendMs: 0, claimMs: 0, submitMs: 0, receiptMs: 0 };
  for (const each of batches(count)) {
    const messages = numbersFrom(each).map((n) => campaignMessage(n, contactIdOf(n)));
    spent.appendMs += inOne(() => {
      for (const { id, number, text } of messages) insert.run(id, number, text);
    });
  }
  let parts = 0;
  for (let done = 0; done < count; done += batch) {
    let rows: Record<string, unknown>[] = [];
    spent.claimMs += inOne(() => {
      rows = due.all(batch);
      for (const { sequence } of rows) take.run(sequence as number);
    });
    const submitted = rows.map(({ id }) => ({ id: id as string, partId: (parts += 1).toString(16).padStart(10, '0') }));
    spent.submitMs += inOne(() => {
      for (const { id, partId } of submitted) submit.run(partId, id);
    });
    spent.receiptMs += inOne(() => {
      for (const { partId } of submitted) deliver.run(partId);
    });
  }
  database.close();
  return { ...spent, cpuMs: cpuMs() - startedCpuMs };
}

async function main(): Promise<void> {
  const [kind = '', place = '', messages = '0'] = process.argv.slice(2);
  const count = Number(messages);
  const phases =
    kind === 'bare-sqlite'
      ? runBare(place, count)
      : await runStore(
          kind === 'sqlite' ? { kind: 'sqlite', folder: place } : { kind: 'postgres', address: place },
          count,
        );
  const totalMs = phases.appendMs + phases.claimMs + phases.submitMs + phases.receiptMs;
  const { cpuMs: spentCpuMs, ...steps } = phases;
  const rounded = Object.fromEntries(Object.entries(steps).map(([name, ms]) => [name, Math.round(ms as number)]));
  const result = {
    messagesPerSecond: Math.round((count / totalMs) * 1_000),
    cpuUsPerMessage: Math.round((spentCpuMs / count) * 1_000),
    peakMemoryMb: Math.round(process.resourceUsage().maxRSS / 1_024),
    ...rounded,
  };
  process.stdout.write(`${JSON.stringify(result)}\n`);
}

void main();
