import {
  createJsonLog,
  type Engine,
  type EngineOptions,
  type Log,
  openEngine,
  readConfig,
  type RouteHandle,
  type SmppAccount,
  smppAccountSchema,
  toZgodaError,
  ZgodaError,
} from '../../index';
import type { Command, CommandIo, Flags, FlagValues } from '../command';
import { readConfigFile } from '../configFile';
import { engineOptions, smppAccount, smppFlagHelp, smppFlags, storeFlagHelp, storeFlags } from '../engineFlags';
import { interrupted } from '../interrupted';
import { startHealthServer } from './healthServer';

const { verbose: _verbose, ...ownStoreFlags } = storeFlags;
const { verbose: _verboseHelp, ...ownStoreFlagHelp } = storeFlagHelp;
const ownFlags = { health: { type: 'string' } } as const satisfies Flags;

const retryMs = 2_000;
/** Hosts and containers are killed some 10 s after they were asked to end. */
const drainMs = 9_500;

/** Sends what other processes put into the store, until it is interrupted. */
export const gatewayCommand: Command = {
  name: 'gateway',
  summary: 'Sends texts from a store that other processes fill, and takes replies and receipts, until interrupted.',
  flags: { ...ownFlags, ...ownStoreFlags, ...smppFlags },
  flagHelp: {
    health: 'Port, or HOST:PORT, that answers GET /live, /health and /metrics. The host is 127.0.0.1 unless given.',
    ...ownStoreFlagHelp,
    smpp: `In place of the routes of --config: ${smppFlagHelp.smpp.replace(', else the simulator', '')}`,
  },
  run,
};

async function run(flags: FlagValues, io: CommandIo): Promise<number> {
  const accounts = accountsOf(flags, io);
  const log = createJsonLog(
    (line) => io.note(line.trimEnd()),
    () => Date.now(),
  );
  const { store, ...options } = engineOptions(flags, io);
  const asked = interrupted();
  const engine = await openOnceThere({ ...options, store: { ...store, sending: 'here' }, log }, log, asked);
  if (engine === null) return 0;
  try {
    const routes = await attachAll(engine, accounts, log);
    const health = flags['health'] === undefined ? null : await startHealthServer(String(flags['health']), routes);
    log.info('gateway started', { routes: routes.length, ...health?.address });
    await asked;
    log.info('gateway stops');
    await health?.close();
  } finally {
    endLatest(log);
    await engine.release();
  }
  log.info('gateway stopped');
  return 0;
}

/** The accounts of the config file; without any, that of `--smpp`. Throws `invalid_config`. */
function accountsOf(flags: FlagValues, io: CommandIo): SmppAccount[] {
  const accounts = readConfigFile(flags, io).routes.map(accountOf);
  if (accounts.length > 0) return accounts;
  const account = smppAccount(flags, io);
  if (account !== null) return [account];
  throw new ZgodaError('invalid_config', { field: 'routes', problem: 'it has no account' });
}

function accountOf(raw: Parameters<typeof readConfig>[1], at: number): SmppAccount {
  try {
    return readConfig(smppAccountSchema, raw);
  } catch (thrown) {
    const { data } = toZgodaError(thrown);
    throw new ZgodaError('invalid_config', { ...data, field: `routes[${at}], ${data['field']}` }, thrown);
  }
}

/** Waits for a database that is away; null when the process is asked to end meanwhile. */
async function openOnceThere(options: EngineOptions, log: Log, asked: Promise<void>): Promise<Engine | null> {
  let ending = false;
  void asked.then(() => (ending = true));
  while (!ending) {
    try {
      return await openEngine(options);
    } catch (thrown) {
      const error = toZgodaError(thrown);
      if (!error.retry) throw error;
      log.warn('the store is waited for', { code: error.code });
      await Promise.race([asked, new Promise((resolve) => void setTimeout(resolve, retryMs))]);
    }
  }
  return null;
}

async function attachAll(engine: Engine, accounts: readonly SmppAccount[], log: Log): Promise<RouteHandle[]> {
  const routes: RouteHandle[] = [];
  for (const account of accounts) {
    const route = await engine.attachRoute(account);
    if (routes.some(({ name }) => name === route.name)) {
      throw new ZgodaError('invalid_config', { field: 'routes', problem: `"${route.name}" is there twice` });
    }
    routes.push(route);
    follow(route, log);
  }
  return routes;
}

/** Logs each change of a route's state. */
function follow(route: RouteHandle, log: Log): void {
  let told = '';
  route.onStatus(({ state, problem }) => {
    const code = problem === null ? undefined : toZgodaError(problem).code;
    const news = `${state} ${code ?? ''}`;
    if (news === told) return;
    told = news;
    const fields = { route: route.name, state, ...(code === undefined ? {} : { code }) };
    if (code === undefined) log.info('route', fields);
    else log.warn('route', fields);
  });
}

/** A database that does not answer must not keep the process beyond its time. */
function endLatest(log: Log): void {
  setTimeout(() => {
    log.error('gateway ends without having stored every outcome');
    process.exit(1);
  }, drainMs).unref();
}
