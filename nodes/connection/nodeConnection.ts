import { closeAllEngines } from '@zgoda/engine';
import type { IExecuteFunctions, ITriggerFunctions } from 'n8n-workflow';
import { type Connection, type ConnectionSettings, openConnection } from './connection';
import { engineOptions, readSmppAccount, readStoreConfig } from './settings';

// n8n ends its process soon after these signals: what is on its way to the operator is answered until then.
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => void closeAllEngines());
}

/** What the credentials of a node ask for. Throws `invalid_config`, `queue_mode_needs_postgres`. */
export async function settingsOf(
  context: IExecuteFunctions | ITriggerFunctions,
  needsRoute: boolean,
): Promise<ConnectionSettings> {
  const { credentials } = context.getNode();
  const store = credentials?.['zgodaStoreApi'] ? await context.getCredentials('zgodaStoreApi') : {};
  const account = credentials?.['smppAccountApi'] ? await context.getCredentials('smppAccountApi') : null;
  return {
    options: engineOptions(readStoreConfig(store), process.env, context.logger, context.getMode() === 'cli'),
    account: needsRoute ? account && readSmppAccount(account) : undefined,
  };
}

/** The route of a node's account by name, for reckoning without connecting; null without an account. */
export async function describedRoute(context: IExecuteFunctions, { engine }: Connection): Promise<string | null> {
  if (!context.getNode().credentials?.['smppAccountApi']) return null;
  return engine.describeRoute(readSmppAccount(await context.getCredentials('smppAccountApi')));
}

/** Lends a node its connection for the time of `work`. */
export async function withConnection<T>(
  context: IExecuteFunctions,
  needsRoute: boolean,
  work: (connection: Connection) => Promise<T>,
): Promise<T> {
  const connection = await openConnection(await settingsOf(context, needsRoute));
  try {
    return await work(connection);
  } finally {
    await connection.release();
  }
}
