import { join } from 'node:path';
import { openEngine, type Engine, type Log, type LogFields, type StoreSettings } from '@zgoda/engine';
import type { NodeAPI } from 'node-red';

/** The process's engine over a store; `release` it when its node closes. */
export function openStore(RED: NodeAPI, store: StoreSettings): Promise<Engine> {
  return openEngine({
    store,
    defaultFolder: join(userFolder(RED), 'zgoda'),
    log: createNodeRedLog(RED),
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    lingerMs: 0,
  });
}

const userFolder = (RED: NodeAPI): string => RED.settings.userDir ?? process.cwd();

/** Writes into Node-RED's own log. Warnings of that log fill the debug sidebar; people get the engine's from a node. */
function createNodeRedLog(RED: NodeAPI): Log {
  const line = (message: string, fields: LogFields = {}): string =>
    [`[zgoda] ${message}`, ...Object.entries(fields).map(([name, value]) => `${name}=${String(value)}`)].join(' ');
  return {
    debug: (message, fields) => RED.log.debug(line(message, fields)),
    info: (message, fields) => RED.log.info(line(message, fields)),
    warn: (message, fields) => RED.log.info(line(message, fields)),
    error: (message, fields) => RED.log.error(line(message, fields)),
  };
}
