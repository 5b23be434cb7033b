import { runCommand } from './main';
import { keepHeapSmall } from './smallHeap';

const write = (stream: NodeJS.WriteStream) => (line: string) => void stream.write(`${line}\n`);

keepHeapSmall();

// The engine's timers do not keep a process alive; the command does, until it is done.
const alive = setInterval(() => undefined, 60_000);

void runCommand(process.argv.slice(2), {
  stdin: process.stdin,
  out: write(process.stdout),
  note: write(process.stderr),
  environment: process.env,
}).then((exitCode) => {
  process.exitCode = exitCode;
  clearInterval(alive);
});
