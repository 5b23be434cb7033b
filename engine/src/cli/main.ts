import { parseArgs } from 'node:util';
import { errorTable, toZgodaError, type ZgodaError } from '../index';
import type { Command, CommandIo } from './command';
import { commands } from './commands';
import { helpOf, overview } from './help';

/** Runs `zgoda`; returns its exit code. */
export async function runCommand(words: readonly string[], io: CommandIo): Promise<number> {
  const found = findCommand(words);
  if (found === null) {
    io.out(overview(commands));
    return words.length === 0 || words[0] === '--help' ? 0 : 2;
  }
  const { command, rest } = found;
  try {
    const { values } = parseArgs({
      args: rest,
      options: { ...command.flags, help: { type: 'boolean' } },
      strict: true,
    });
    if (values['help'] === true) {
      io.out(helpOf(command));
      return 0;
    }
    return await command.run(values, io);
  } catch (thrown) {
    return explain(thrown, command, io);
  }
}

function findCommand(words: readonly string[]): { command: Command; rest: string[] } | null {
  for (const length of [2, 1]) {
    const name = words.slice(0, length).join(' ');
    const command = commands.find((each) => each.name === name);
    if (command !== undefined) return { command, rest: words.slice(length) };
  }
  return null;
}

function explain(thrown: unknown, command: Command, io: CommandIo): number {
  if (isUsageError(thrown)) {
    io.note(`${thrown.message}\nSee: zgoda ${command.name} --help`);
    return 2;
  }
  const error = toZgodaError(thrown);
  io.note(`${error.message} ${error.description}`);
  return exitCodeOf(error);
}

function isUsageError(thrown: unknown): thrown is Error {
  return thrown instanceof Error && 'code' in thrown && String(thrown.code).startsWith('ERR_PARSE_ARGS');
}

function exitCodeOf(error: ZgodaError): number {
  switch (errorTable[error.code].kind) {
    case 'input':
    case 'config':
      return 2;
    case 'unavailable':
      return 3;
    default:
      return 1;
  }
}
