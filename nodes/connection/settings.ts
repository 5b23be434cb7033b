import { homedir } from 'node:os';
import { join } from 'node:path';
import {
  type EngineOptions,
  type Log,
  readConfig,
  type SmppAccount,
  smppAccountSchema,
  type StoreConfig,
  type StoreSettings,
  storeConfigSchema,
  ZgodaError,
} from '@zgoda/engine';
import type { ICredentialDataDecryptedObject, Logger } from 'n8n-workflow';

type Environment = Readonly<Record<string, string | undefined>>;

/** What n8n takes where `GENERIC_TIMEZONE` is not set. */
const n8nDefaultZone = 'America/New_York';

/** Receipts and replies, a STOP among them, come in long after a workflow has ended: so long the connection stays. */
const dayMs = 24 * 60 * 60 * 1_000;

/**
 * What the engine is told of n8n. Throws `queue_mode_needs_postgres` where n8n's workers could not share the store. A process
 * that n8n starts for a single run (`n8n execute`) ends with it, and so gives all back at once.
 */
export function engineOptions(
  store: StoreSettings,
  environment: Environment,
  logger: Logger,
  isSingleRun = false,
): EngineOptions {
  if (environment['EXECUTIONS_MODE'] === 'queue' && !isPostgres(store.location)) {
    throw new ZgodaError('queue_mode_needs_postgres');
  }
  return {
    store,
    defaultFolder: storeFolder(environment),
    log: engineLog(logger),
    zone: environment['GENERIC_TIMEZONE'] ?? n8nDefaultZone,
    lingerMs: isSingleRun ? 0 : dayMs,
  };
}

/** The folder of the embedded store: beside n8n's own data. */
export function storeFolder(environment: Environment): string {
  return join(environment['N8N_USER_FOLDER'] ?? homedir(), '.n8n', 'zgoda');
}

/** A Zgoda Store credential, checked; no credential means the embedded store. Throws `invalid_config`. */
export function readStoreConfig(data: ICredentialDataDecryptedObject): StoreConfig {
  return readConfig(storeConfigSchema, data);
}

/** An SMPP Account credential, checked. Throws `invalid_config`. */
export function readSmppAccount(data: ICredentialDataDecryptedObject): SmppAccount {
  return readConfig(smppAccountSchema, data);
}

function isPostgres(location: string | undefined): boolean {
  return location !== undefined && /^postgres(ql)?:\/\//.test(location);
}

function engineLog(logger: Logger): Log {
  return {
    debug: (message, fields) => logger.debug(message, { ...fields }),
    info: (message, fields) => logger.info(message, { ...fields }),
    warn: (message, fields) => logger.warn(message, { ...fields }),
    error: (message, fields) => logger.error(message, { ...fields }),
  };
}
