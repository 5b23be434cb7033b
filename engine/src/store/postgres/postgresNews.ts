import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import { createAnnouncer } from '../news/announcer';
import type { News } from '../news/news';
import { createWatchers } from '../news/watchers';
import type { StorePorts } from '../openStore';
import { startListening, type Listening } from './postgresListening';

/** The shortest that tells topics apart. */
const nameLength = 16;

const nameOf = (topic: string): string => createHash('sha256').update(topic).digest('hex').slice(0, nameLength);

/**
 * Announces after the commit and without a sync to disk: a transaction that notifies holds a lock of the whole server until it
 * is on disk, so that no two of them commit together.
 */
const notify = {
  name: 'zgoda_notify',
  text: `SELECT set_config('synchronous_commit', 'off', true), pg_notify($1, $2)`,
};

/**
 * News through LISTEN and NOTIFY, on a connection of its own that is made with the first watcher. Other users of the database can
 * hear too, so a topic is announced as its hash.
 */
export function createPostgresNews(
  pool: Pool,
  place: { readonly connectionString: string; readonly schema: string },
  ports: StorePorts,
): News & { close(): Promise<void> } {
  const channel = `zgoda_${nameOf(place.schema)}`;
  const ownName = Buffer.from(ports.random.bytes(8)).toString('hex');
  const watchers = createWatchers(nameOf);
  const announcer = createAnnouncer(ports.clock, async (topic) => {
    await pool.query({ ...notify, values: [channel, `${nameOf(topic)} ${ownName}`] });
  });
  let listening: Listening | null = null;

  const hear = (payload: string): void => {
    const [named = '', by] = payload.split(' ');
    if (by !== ownName) watchers.tell(named);
  };

  return {
    announce: (topic, everyMs) => announcer.announce(topic, everyMs),
    watch(topic, told) {
      listening ??= startListening({ ...place, channel }, ports, { hear, missed: () => watchers.tellAll() });
      return watchers.add(topic, told);
    },
    async close() {
      await announcer.close();
      await listening?.close();
    },
  };
}
