import { runCommand } from './main';

const write = (stream: NodeJS.WriteStream) => (line: string) => void stream.write(`${line}\n`);

/** Runs the command of this process with its words, streams and environment, and sets its exit code. */
export async function runProcess(): Promise<void> {
  // The engine's timers do not keep a process alive; the command does, until it is done.
  const alive = setInterval(() => undefined, 60_000);
  process.exitCode = await runCommand(process.argv.slice(2), {
    stdin: process.stdin,
    out: write(process.stdout),
    note: write(process.stderr),
    environment: process.env,
  });
  clearInterval(alive);
}
