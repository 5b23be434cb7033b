import { globSync } from 'node:fs';
import { cpus } from 'node:os';
import { basename } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** Options of a bench, as given: `--recipients 1000` is `{ recipients: '1000' }`. */
export type BenchOptions = Readonly<Record<string, string>>;

/** One measurement: names with their units, and what was measured. */
export type Measurement = Readonly<Record<string, string | number>>;

/** The default export of a `*.bench.mts` file: yields each measurement when it is done. */
export type Bench = (options: BenchOptions) => AsyncGenerator<Measurement>;

/** A wrong command line, told without a stack. */
class UsageError extends Error {}

const folder = fileURLToPath(new URL('.', import.meta.url));
const files = globSync(`${folder}*.bench.mts`).sort();

/** Splits `NAME --flag value --json` into its parts. Throws a UsageError for a flag without a value. */
function readArguments(given: readonly string[]): { name: string | null; json: boolean; options: BenchOptions } {
  const options: Record<string, string> = {};
  let name: string | null = null;
  let json = false;
  for (let at = 0; at < given.length; at += 1) {
    const each = given[at] as string;
    if (each === '--json') json = true;
    else if (each.startsWith('--')) {
      const value = given[(at += 1)];
      if (value === undefined || value.startsWith('--')) throw new UsageError(`${each} needs a value`);
      options[each.slice(2)] = value;
    } else name = each;
  }
  return { name, json, options };
}

function chooseFiles(name: string | null): string[] {
  const chosen = files.filter((file) => name === null || basename(file) === `${name}.bench.mts`);
  if (chosen.length > 0) return chosen;
  const known = files.map((file) => basename(file, '.bench.mts')).join(', ');
  throw new UsageError(`there is no bench named ${name}; there are: ${known}`);
}

/** Prints a heading when the columns change, then one line for each measurement, in columns. */
function createTable(): (measurement: Measurement) => void {
  let heading = '';
  let widths: number[] = [];
  const line = (cells: readonly string[]) => cells.map((cell, at) => cell.padStart(widths[at] as number)).join('  ');
  return (measurement) => {
    const names = Object.keys(measurement);
    const cells = Object.values(measurement).map(String);
    if (names.join() !== heading) {
      heading = names.join();
      widths = names.map((each, at) => Math.max(each.length, (cells[at] as string).length, 12));
      console.log(line(names));
    }
    console.log(line(cells));
  };
}

async function run(): Promise<void> {
  const { name, json, options } = readArguments(process.argv.slice(2));
  const chosen = chooseFiles(name);
  const print = json ? (measurement: Measurement) => console.log(JSON.stringify(measurement)) : createTable();
  console.error(`${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), Node ${process.version}`);
  for (const file of chosen) {
    const { default: bench } = (await import(pathToFileURL(file).href)) as { default: Bench };
    for await (const measurement of bench(options)) print(measurement);
  }
}

try {
  await run();
} catch (thrown) {
  console.error(thrown instanceof UsageError ? thrown.message : thrown);
  process.exitCode = 1;
}
