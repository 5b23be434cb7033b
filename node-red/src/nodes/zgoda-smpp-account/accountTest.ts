import { accountWarning, probeAccount, readConfig, smppAccountSchema, toZgodaError } from '@zgoda/engine';
import type { NodeAPI } from 'node-red';
import { secretNames, type SmppAccountCredentials } from './smppAccountNode';

/** What the editor learns from a test. */
export interface AccountTestResult {
  readonly ok: boolean;
  /** What went wrong and how to mend it, or what to know of an account that works; blank for neither. */
  readonly problem: string;
}

/** What the editor holds in place of a secret that it was not given. */
const storedSecret = '__PWD__';

/**
 * Lets the editor test an account with the settings of its dialog, before they are deployed:
 * `POST zgoda-smpp-account/<node id>/test`, for users who may change accounts.
 */
export function serveAccountTest(RED: NodeAPI): void {
  const mayChange = RED.auth.needsPermission('zgoda-smpp-account.write');
  RED.httpAdmin.post('/zgoda-smpp-account/:id/test', mayChange, (request, response) => {
    void testAccount(RED, String(request.params.id), request.body as Record<string, unknown>).then((result) =>
      response.json(result),
    );
  });
}

async function testAccount(
  RED: NodeAPI,
  nodeId: string,
  settings: Readonly<Record<string, unknown>>,
): Promise<AccountTestResult> {
  try {
    const stored = RED.nodes.getCredentials(nodeId) as SmppAccountCredentials | undefined;
    const kept = secretNames.filter((name) => settings[name] === storedSecret).map((name) => [name, stored?.[name]]);
    const raw = Object.entries({ ...settings, ...(Object.fromEntries(kept) as SmppAccountCredentials) });
    const account = readConfig(
      smppAccountSchema,
      Object.fromEntries(raw.map(([name, value]) => [name, withVariable(value)])),
    );
    await probeAccount(account);
    return { ok: true, problem: accountWarning(account) ?? '' };
  } catch (thrown) {
    const { message, description } = toZgodaError(thrown);
    return { ok: false, problem: `${message} ${description}` };
  }
}

/** A setting may name an environment variable, as Node-RED allows: `${NAME}`. */
function withVariable(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\$\{[^}]+\}$/.test(value)) return value;
  return process.env[value.slice(2, -1)] ?? value;
}
