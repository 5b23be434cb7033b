import type { ParseArgsConfig } from 'node:util';

/** Flags of a command, as `node:util` parseArgs takes them. */
export type Flags = NonNullable<ParseArgsConfig['options']>;

/** Values that were given: text, a switch, or a list of texts. */
export type FlagValues = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;

/** Where a command reads and writes. */
export interface CommandIo {
  readonly stdin: NodeJS.ReadableStream;
  /** What the command was asked for. */
  out(line: string): void;
  /** What people should know beside it. */
  note(line: string): void;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** One command of `zgoda`. */
export interface Command {
  /** As typed: `send-sms`, or `ledger verify`. */
  readonly name: string;
  readonly summary: string;
  readonly flags: Flags;
  /** Words for the flags, for `--help`. */
  readonly flagHelp?: Readonly<Record<string, string>>;
  /** Returns the exit code: 0 done, 1 some items failed, 2 wrong usage or settings, 3 try again later. */
  run(flags: FlagValues, io: CommandIo): Promise<number>;
}
