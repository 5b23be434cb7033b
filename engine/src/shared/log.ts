/** Fields of a log line: never a phone number, name, text or secret. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/** Where the engine writes what happened; each host brings its own. */
export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

const nothing = (): void => undefined;

/** Writes nothing. */
export const silentLog: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/** One JSON line per entry, on the given stream. */
export function createJsonLog(write: (line: string) => void, nowMs: () => number): Log {
  const at =
    (level: string) =>
    (message: string, fields: LogFields = {}): void =>
      write(`${JSON.stringify({ time: new Date(nowMs()).toISOString(), level, message, ...fields })}\n`);
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
