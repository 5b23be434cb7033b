import type { Pool, PoolClient } from 'pg';
import { dataInventory, type TableTags } from '../../compliance/dataInventory';
import { ZgodaError } from '../../shared/errors';
import { createIdSource, type IdSource } from '../../shared/ids';
import { backUpPostgres } from '../copy/backUpPostgres';
import type { StorePorts } from '../openStore';
import { createRepositories } from '../repositories';
import type { Repositories, Store } from '../store';
import { TransactionGuard } from '../transactionGuard';
import { repositoriesOver, verbKinds, type Verb, type VerbArguments } from '../verbs';
import { isOneStatement } from './appendMessages';
import { markOpen } from './openMark';
import { checkRights, createPool, inTransaction, migrate, patiently, readAddress } from './postgresDatabase';
import { rethrow } from './postgresErrors';
import { createPostgresLocks } from './postgresLocks';
import { createPostgresNews } from './postgresNews';
import { createPostgresOutbox } from './postgresOutbox';
import { createPostgresSession } from './postgresSession';
import { refuseChanges } from './refuseChanges';

/** How often a verb or a transaction starts again after a deadlock or a conflict, which rolled it back. */
const attempts = 4;

/** The tables that an erasure deletes from or blanks values of. */
const personalTables = Object.entries<TableTags>(dataInventory)
  .filter(([, { columns }]) => Object.values(columns).some(({ erase }) => erase !== 'keep'))
  .map(([name]) => name);

const vacuum = patiently(`VACUUM ${personalTables.join(', ')}`);

/** Opens the store in PostgreSQL, creating its schema when missing. */
export async function openPostgresStore(address: string, ports: StorePorts): Promise<Store> {
  const { connectionString, schema } = readAddress(address);
  const mark = await markOpen(connectionString, schema, ports);
  const pool = createPool(connectionString, schema, ports.log);
  const close = async (): Promise<void> => {
    await pool.end();
    await mark.release();
  };
  try {
    await withClient(pool, async (client) => {
      await migrate(client, schema, ports.clock.nowMs()).catch(rethrow);
      await checkRights(client, schema).catch(rethrow);
    });
  } catch (error) {
    await close();
    throw error;
  }
  const news = createPostgresNews(pool, { connectionString, schema }, ports);
  return createPostgresStore({ pool, schema, ports, news, end: close });
}

interface OpenParts {
  readonly pool: Pool;
  readonly schema: string;
  readonly ports: StorePorts;
  readonly news: ReturnType<typeof createPostgresNews>;
  end(): Promise<void>;
}

function createPostgresStore({ pool, schema, ports, news, end }: OpenParts): Store {
  const ids = createIdSource(ports.clock, ports.random);
  const guard = new TransactionGuard();
  const known = new WeakMap<PoolClient, Repositories>();
  let closing: Promise<void> | null = null;

  const repositoriesOf = (client: PoolClient): Repositories => {
    const repositories = known.get(client) ?? createClientRepositories(client, schema, ids);
    known.set(client, repositories);
    return repositories;
  };

  const call = (client: PoolClient, verb: Verb, args: readonly unknown[]): Promise<unknown> => {
    const method = repositoriesOf(client)[verb] as (...args: readonly unknown[]) => Promise<unknown>;
    return method(...args).catch(rethrow);
  };

  const transaction = <T>(work: (repositories: Repositories) => Promise<T>): Promise<T> => {
    guard.checkOutside();
    return again(() =>
      withClient(pool, (client) =>
        inTransaction(client, () =>
          guard.run((check) =>
            work(
              repositoriesOver(async (verb, args) => {
                check(verb);
                return call(client, verb, args);
              }),
            ),
          ),
        ),
      ),
    );
  };

  return {
    ...repositoriesOver(async (verb, args) => {
      guard.checkOutside();
      return again(() =>
        withClient(pool, (client) => {
          const run = () => call(client, verb, args);
          return needsTransaction(verb, args) ? inTransaction(client, run) : run();
        }),
      );
    }),
    kind: 'postgres',
    warning: null,
    transaction: async (work) => transaction(work),
    backup: (file) => withClient(pool, (client) => backUpPostgres(client, schema, file, ports.clock.nowMs())),
    announce: news.announce,
    watch: news.watch,
    close: () => (closing ??= news.close().then(end)),
  };
}

function createClientRepositories(client: PoolClient, schema: string, ids: IdSource): Repositories {
  const locks = createPostgresLocks(client, schema);
  return createRepositories(createPostgresSession(client), {
    ...createPostgresOutbox({ client, locks, ids }),
    lockLedger: () => locks.take('ledger'),
    lockEvents: () => locks.take('events'),
    refuseChanges: (place) => refuseChanges(client, schema, place),
    // Old row versions stay in their pages until a vacuum, which holds up nobody.
    compact: async () => {
      await client.query(vacuum);
    },
    tidy: async () => {
      await client.query(vacuum);
      return false;
    },
    readFileBytes: async () => 0,
  });
}

/** One statement is a transaction by itself, and spares an answer of the server, which a code to sign in would wait for. */
function needsTransaction(verb: Verb, args: readonly unknown[]): boolean {
  if (verb === 'appendMessages') return !isOneStatement((args as VerbArguments<typeof verb>)[0]);
  return verbKinds[verb] === 'write';
}

/** Runs `work` on a connection of its own; one that was lost is not used again. */
async function withClient<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect().catch(rethrow);
  let lost = false;
  try {
    return await work(client);
  } catch (error) {
    lost = error instanceof ZgodaError && error.code === 'store_unreachable';
    throw error;
  } finally {
    client.release(lost);
  }
}

async function again<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === attempts || !(error instanceof ZgodaError) || error.code !== 'store_busy') throw error;
    }
  }
}
