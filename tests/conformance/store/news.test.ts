import { Client } from 'pg';
import type { Store } from '../../../engine/src/store/store';
import { testPostgres } from '../../support/hasService';
import { message, nowMs } from './fixtures';
import { schemaOf, stores, testOnly, type StoreUnderTest } from './stores';

/** Well below the second after which everybody looks. */
const soonMs = 500;

describe.each(stores)('news between processes in %s', (kind, make) => {
  let data: StoreUnderTest;
  let own: Store;
  let other: Store;
  beforeEach(async () => {
    data = await make();
    [own, other] = [await data.open(), await data.open()];
  });
  afterEach(() => data.remove());

  /** As the server knows the connections of this store. */
  function applicationName(): string {
    return `zgoda ${schemaOf(data)}`.slice(0, 63);
  }

  const pause = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms));

  /** What a watcher of `topic` is told, from when it hears. */
  async function watch(store: Store, topic: string): Promise<boolean[]> {
    const told: boolean[] = [];
    store.watch(topic, (isSure) => told.push(isSure));
    await pause(300);
    told.length = 0;
    return told;
  }

  async function until(holds: () => boolean, withinMs = soonMs): Promise<void> {
    const endMs = Date.now() + withinMs;
    while (!holds()) {
      if (Date.now() > endMs) throw new Error('it was not told in time');
      await pause(5);
    }
  }

  test('a watcher is soon told of what another process did', async () => {
    const told = await watch(other, 'texts a');
    await own.appendMessages([message(1)], nowMs);
    own.announce('texts a', 20);
    await until(() => told.length > 0);
    expect(told[0]).toBe(kind === 'postgres');
  });

  test('not of what its own process did, nor after it stopped', async () => {
    const stopped: boolean[] = [];
    const stop = own.watch('texts a', (isSure) => stopped.push(isSure));
    const told = await watch(own, 'texts a');
    await own.appendMessages([message(1)], nowMs);
    own.announce('texts a', 20);
    await pause(soonMs);
    expect(told).toEqual([]);
    stop();
    stopped.length = 0;
    await other.appendMessages([message(1)], nowMs);
    other.announce('texts a', 20);
    await until(() => told.length > 0);
    expect(stopped).toEqual([]);
  });

  const onPostgres = testOnly('postgres', kind);

  onPostgres('nor of another topic; and others who listen see no name', async () => {
    const told = await watch(other, 'texts a');
    const others = await watch(other, 'texts b');
    const client = new Client(testPostgres);
    await client.connect();
    const heard: string[] = [];
    client.on('notification', ({ payload = '' }) => heard.push(payload));
    const { rows } = await client.query<{ channel: string }>(
      `SELECT substring(query FROM 'LISTEN (.*)') AS channel FROM pg_stat_activity
       WHERE application_name = $1 AND query LIKE 'LISTEN zgoda%'`,
      [applicationName()],
    );
    await client.query(`LISTEN ${rows[0]?.channel}`);
    own.announce('texts a', 20);
    await until(() => told.length > 0 && heard.length > 0);
    expect(others).toEqual([]);
    expect(heard).toEqual([expect.stringMatching(/^[0-9a-f]{16} [0-9a-f]{16}$/)]);
    await client.end();
  });

  onPostgres('what is announced as the store closes is told', async () => {
    const told = await watch(other, 'texts a');
    own.announce('texts a', 20);
    own.announce('texts a', 20);
    await own.close();
    await until(() => told.length === 2);
  });

  onPostgres('a connection that is cut is made again, and something may have come meanwhile', async () => {
    const told = await watch(other, 'texts a');
    const client = new Client(testPostgres);
    await client.connect();
    await client.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1', [
      applicationName(),
    ]);
    await client.end();
    await until(() => told.includes(false), 5_000);
    told.length = 0;
    own.announce('texts a', 20);
    await until(() => told.length > 0);
    expect(told).toEqual([true]);
  });
});
