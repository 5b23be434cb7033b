import { main } from './main';

const write = (stream: NodeJS.WriteStream) => (line: string) => void stream.write(`${line}\n`);

void main(process.argv.slice(2), {
  stdin: process.stdin,
  out: write(process.stdout),
  note: write(process.stderr),
  environment: process.env,
}).then((exitCode) => {
  process.exitCode = exitCode;
});
