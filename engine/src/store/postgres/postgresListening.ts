import { Socket } from 'node:net';
import { Client } from 'pg';
import { createSignal } from '../../shared/signal';
import type { StorePorts } from '../openStore';
import { connectionConfig } from './postgresDatabase';
import { toStoreError } from './postgresErrors';

/** A connection that hears what is announced. */
export interface Listening {
  close(): Promise<void>;
}

/** What it calls. */
export interface ListeningCalls {
  hear(payload: string): void;
  /** It listens now, and did not before: something may have been said. */
  missed(): void;
}

const againMs = 1_000;
/** A connection that a firewall has forgotten says nothing of it. */
const proveEveryMs = 30_000;

/** Listens to `channel` until it is closed; a lost connection is made again. It keeps no process alive. */
export function startListening(
  place: { readonly connectionString: string; readonly schema: string; readonly channel: string },
  { clock, log }: Pick<StorePorts, 'clock' | 'log'>,
  calls: ListeningCalls,
): Listening {
  const signal = createSignal(clock);
  let closing = false;
  let stopConnecting = (): void => undefined;

  async function run(): Promise<void> {
    while (!closing) {
      try {
        await listen();
      } catch (thrown) {
        if (!closing) log.warn('news of other processes wait: PostgreSQL', { code: toStoreError(thrown).code });
      }
      if (!closing) await signal.wait(againMs);
    }
  }

  /** Resolves when it is closed; rejects when the connection is lost. */
  async function listen(): Promise<void> {
    const socket = new Socket().unref();
    const client = new Client({ ...connectionConfig(place.connectionString, place.schema), stream: () => socket });
    let lost: unknown = null;
    const lose = (error: unknown): void => {
      lost ??= error;
      signal.notify();
    };
    client.on('error', lose);
    client.on('end', () => lose(new Error('the connection ended')));
    client.on('notification', ({ payload = '' }) => calls.hear(payload));
    try {
      stopConnecting = () => void socket.destroy();
      await client.connect();
      stopConnecting = () => undefined;
      await client.query(`LISTEN ${place.channel}`);
      calls.missed();
      while (!closing && lost === null) {
        await signal.wait(proveEveryMs);
        if (!closing && lost === null) await client.query('SELECT 1');
      }
    } finally {
      // A dead connection would not answer the end.
      void client.end().catch(() => undefined);
      socket.destroySoon();
    }
    if (!closing) throw lost;
  }

  const loop = run();
  return {
    async close() {
      closing = true;
      stopConnecting();
      signal.notify();
      await loop;
    },
  };
}
