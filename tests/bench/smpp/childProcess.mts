import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A process that answers each line with one line of JSON. */
export interface Child {
  /** The next line that it prints. */
  read<Answer>(): Promise<Answer>;
  ask<Answer>(line: string): Promise<Answer>;
  /** Ends its input, and waits for its end. */
  end(): Promise<void>;
}

/** Starts a Node program; what it writes on standard error is shown. */
export function startChild(file: string, ...given: string[]): Child {
  const child = spawn(process.execPath, [file, ...given], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const read = async <Answer,>(): Promise<Answer> => {
    const { value, done } = await lines.next();
    if (done === true) throw new Error(`${file} ended without a figure`);
    return JSON.parse(value as string) as Answer;
  };
  return {
    read,
    ask(line) {
      child.stdin.write(`${line}\n`);
      return read();
    },
    async end() {
      child.stdin.end();
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    },
  };
}
