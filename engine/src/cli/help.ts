import type { Command } from './command';

/** The list of commands. */
export function overview(commands: readonly Command[]): string {
  const width = Math.max(...commands.map((command) => command.name.length));
  const lines = commands.map((command) => `  ${command.name.padEnd(width)}  ${command.summary}`);
  return ['zgoda COMMAND [--flag value ...]', '', ...lines, '', 'zgoda COMMAND --help tells a command’s flags.'].join(
    '\n',
  );
}

/** The flags of one command. */
export function helpOf(command: Command): string {
  const names = Object.entries(command.flags).map(([name, { type }]) =>
    type === 'string' ? `--${name} VALUE` : `--${name}`,
  );
  const width = Math.max(0, ...names.map((name) => name.length));
  const lines = Object.keys(command.flags).map((name, index) =>
    `  ${(names[index] as string).padEnd(width)}  ${command.flagHelp?.[name] ?? ''}`.trimEnd(),
  );
  return [`zgoda ${command.name}: ${command.summary}`, '', ...lines].join('\n');
}
