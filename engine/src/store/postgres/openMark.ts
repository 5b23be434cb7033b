import type { Socket } from 'node:net';
import { Client, type ClientBase } from 'pg';
import { sleep } from '../../shared/clock';
import { ZgodaError } from '../../shared/errors';
import { keepAlive } from '../keepAlive';
import type { StorePorts } from '../openStore';
import { connectionConfig } from './postgresDatabase';
import { rethrow } from './postgresErrors';
import { lockKey } from './postgresLocks';

/** The sign, seen by every machine, that a process has a store open. */
export interface OpenMark {
  release(): Promise<void>;
}

/** Its types leave out that it can let the process end, and what is beneath it. */
type MarkClient = Client & { ref(): void; unref(): void; readonly connection: { readonly stream: Socket } };

/** How long a connection that was just closed may keep its lock. */
const closingPatienceMs = 3_000;
const lookMs = 100;
const endPatienceMs = 2_000;
/** Between two tries to take the mark again. */
const retakeMs = 1_000;

/**
 * Marks a store as open: a lock that all its processes share, on a connection of its own, because an idle pool has none. It goes
 * with the process, however that ends; when the connection is lost, it is taken again. Throws `already_open` while another process
 * puts a store in this place.
 */
export async function markOpen(connectionString: string, schema: string, ports: StorePorts): Promise<OpenMark> {
  const { clock } = ports;
  let isReleased = false;
  let cancel = (): void => undefined;
  let client = await connect();

  async function connect(): Promise<MarkClient> {
    const made = new Client(connectionConfig(connectionString, schema)) as MarkClient;
    // A connection that is lost says so before it ends.
    made.on('error', () => undefined);
    try {
      await made.connect();
      await takeLock(made, schema, 'pg_try_advisory_lock_shared', ports);
    } catch (error) {
      await made.end().catch(() => undefined);
      return rethrow(error);
    }
    made.once('end', retake);
    // What keeps the process alive is its work, not the mark.
    made.unref();
    return made;
  }

  function retake(): void {
    if (isReleased) return;
    cancel = clock.after(retakeMs, () => {
      connect().then(async (made) => {
        client = made;
        if (isReleased) await made.end();
      }, retake);
    });
  }

  return {
    async release() {
      isReleased = true;
      cancel();
      client.ref();
      // A server that does not answer would keep it open.
      const stopWaiting = clock.after(endPatienceMs, () => client.connection.stream.destroy());
      await client.end();
      stopWaiting();
    },
  };
}

/** Keeps everybody from opening the store until this connection ends. Throws `already_open` while somebody has it open. */
export function holdClosed(client: ClientBase, schema: string, ports: StorePorts): Promise<void> {
  return takeLock(client, schema, 'pg_try_advisory_lock', ports);
}

async function takeLock(
  client: ClientBase,
  schema: string,
  lock: 'pg_try_advisory_lock' | 'pg_try_advisory_lock_shared',
  { clock }: StorePorts,
): Promise<void> {
  const key = lockKey(schema, 'open');
  const untilMs = clock.monotonicMs() + closingPatienceMs;
  for (;;) {
    const { rows } = await client.query<{ taken: boolean }>(`SELECT ${lock}($1) AS taken`, [key]);
    if (rows[0]?.taken === true) return;
    if (clock.monotonicMs() > untilMs) throw new ZgodaError('already_open', { pid: await holderOf(client, key) });
    await keepAlive(() => sleep(clock, lookMs));
  }
}

/** The server's process behind a connection that holds the lock. */
async function holderOf(client: ClientBase, key: string): Promise<number> {
  const { rows } = await client.query<{ pid: number }>(
    `SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 1 AND pid <> pg_backend_pid()
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
       AND (classid::bigint << 32) | objid::bigint = $1::bigint LIMIT 1`,
    [key],
  );
  return rows[0]?.pid ?? 0;
}
