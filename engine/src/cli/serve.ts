import { openEngine, ZgodaError } from '../index';
import { startWithdrawalServer } from '../server/withdrawalServer';
import type { Command, CommandIo, FlagValues } from './command';
import { engineOptions, storeFlagHelp, storeFlags } from './engineFlags';
import { interrupted } from './interrupted';

/** `zgoda serve`: the page behind `{{withdrawalLink}}`, until interrupted. */
export const serveCommand: Command = {
  name: 'serve',
  summary: 'Serves the page on which people stop offers by a link, until interrupted. Put TLS before it.',
  flags: {
    port: { type: 'string' },
    host: { type: 'string' },
    'behind-proxy': { type: 'boolean' },
    json: { type: 'boolean' },
    ...storeFlags,
  },
  flagHelp: {
    port: 'Port to listen on; 0 for any free one. Default: 8787.',
    host: 'Address to listen on. Default: 127.0.0.1, for a reverse proxy on this machine.',
    'behind-proxy': 'Tell callers apart by the last address of X-Forwarded-For.',
    json: 'Print one JSON object once it listens.',
    ...storeFlagHelp,
  },
  run,
};

async function run(flags: FlagValues, io: CommandIo): Promise<number> {
  const port = Number(flags['port'] ?? 8787);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new ZgodaError('invalid_input', { field: '--port', problem: 'it must be a port' });
  }
  const engine = await openEngine(engineOptions(flags, io));
  try {
    const server = await startWithdrawalServer(engine.services.withdrawals, {
      port,
      nowMs: () => Date.now(),
      behindProxy: flags['behind-proxy'] === true,
      ...(typeof flags['host'] === 'string' ? { host: flags['host'] } : {}),
    });
    const listening = { host: server.host, port: server.port };
    io.out(flags['json'] === true ? JSON.stringify({ listening }) : `listening on ${server.host}:${server.port}`);
    await interrupted();
    await server.close();
    return 0;
  } finally {
    await engine.release();
  }
}
