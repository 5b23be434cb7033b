import { accountWarning, openEngine, probeAccount, toZgodaError } from '@zgoda/engine';
import type { ICredentialsDecrypted, ICredentialTestFunctions, INodeCredentialTestResult } from 'n8n-workflow';
import { engineOptions, readSmppAccount, readStoreConfig } from './settings';

/** Really binds to the operator with the account, then unbinds. */
export async function testSmppAccount(
  this: ICredentialTestFunctions,
  credential: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
  return await outcomeOf(async () => {
    const account = readSmppAccount(credential.data ?? {});
    await probeAccount(account);
    return ['The operator accepted the login.', accountWarning(account) ?? []].flat().join(' ');
  });
}

/** Really opens the store, and so makes it where it does not exist yet. */
export async function testZgodaStore(
  this: ICredentialTestFunctions,
  credential: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
  return await outcomeOf(async () => {
    const engine = await openEngine(engineOptions(readStoreConfig(credential.data ?? {}), process.env, this.logger));
    const { warning } = engine;
    await engine.release();
    return warning ?? 'The store is open.';
  });
}

async function outcomeOf(test: () => Promise<string>): Promise<INodeCredentialTestResult> {
  try {
    return { status: 'OK', message: await test() };
  } catch (thrown) {
    const { message, description } = toZgodaError(thrown);
    return { status: 'Error', message: `${message} ${description}` };
  }
}
