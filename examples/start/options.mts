import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { StartProblem } from './startProblem.mts';

/** How `npm start` was called. */
export interface StartOptions {
  /** Ends after the campaign instead of leaving the editor open. */
  readonly once: boolean;
  /** Prints one JSON object as the last line; all else goes to standard error. */
  readonly json: boolean;
  /** Where the demo keeps its files. */
  readonly folder: string;
  /** Port of the editor; null: 1880, or a free one when that is taken. */
  readonly port: number | null;
  /** An operator (SMSC) to use instead of starting the simulated one, for example another simulator. */
  readonly operator: { readonly host: string; readonly port: number } | null;
  /** Segments a second that the demo sends. */
  readonly rate: number;
}

const defaultFolder = fileURLToPath(new URL('../../.cache/demo', import.meta.url));

/** Reads the command line. Throws a StartProblem for a wrong flag. */
export function readOptions(given: readonly string[]): StartOptions {
  const { once, json, folder, port, smsc, rate } = parse(given);
  return {
    once: once ?? false,
    json: json ?? false,
    folder: folder ?? defaultFolder,
    port: port === undefined ? null : readPort('--port', port),
    operator: smsc === undefined ? null : readAddress(smsc),
    rate: rate === undefined ? 300 : readRate(rate),
  };
}

function parse(given: readonly string[]) {
  try {
    return parseArgs({
      args: [...given],
      options: {
        once: { type: 'boolean' },
        json: { type: 'boolean' },
        folder: { type: 'string' },
        port: { type: 'string' },
        smsc: { type: 'string' },
        rate: { type: 'string' },
      },
    }).values;
  } catch (thrown) {
    const flags = 'npm start -- [--once] [--json] [--folder DIR] [--port PORT] [--smsc HOST:PORT] [--rate SEGMENTS]';
    throw new StartProblem(`${(thrown as Error).message}\nThe flags are: ${flags}`);
  }
}

function readPort(flag: string, written: string): number {
  const port = Number(written);
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  throw new StartProblem(`${flag} must be a port, from 1 to 65535.`);
}

function readRate(written: string): number {
  const rate = Number(written);
  if (rate >= 1 && rate <= 10_000) return rate;
  throw new StartProblem('--rate must be the segments to send in a second, from 1 to 10000.');
}

function readAddress(written: string): { host: string; port: number } {
  const parts = /^\[?([^\]]+?)\]?:(\d+)$/.exec(written);
  if (parts === null) throw new StartProblem('--smsc must look like 127.0.0.1:2775.');
  return { host: parts[1] as string, port: readPort('--smsc', parts[2] as string) };
}
