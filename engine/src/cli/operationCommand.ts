import { createReadStream } from 'node:fs';
import {
  describeFields,
  type Engine,
  failure,
  type Field,
  openEngine,
  type Operation,
  type RawInput,
  type Result,
  runOperation,
} from '../index';
import { writeFiles } from './writeFiles';
import type { Command, CommandIo, Flags, FlagValues } from './command';
import { engineOptions, smppAccount, smppFlagHelp, smppFlags, storeFlagHelp, storeFlags } from './engineFlags';
import { noteRoute, statisticsFlagHelp, statisticsFlags } from './routeNotes';
import { inOrder, inBatches, readJsonLines, type InputLine } from './jsonLines';

const batchLines = 500;
/** Batches under way at once: with --wait, each may wait for its receipts. */
const openBatches = 40;

/** An operation as a command: one JSON line in, one out, in order; or a single item from the flags. */
export function operationCommand(operation: Operation): Command {
  const fields = describeFields(operation.input);
  const takesAccount = operation.needsRoute || operation.looksAtRoute === true;
  return {
    name: kebabCase(operation.name),
    summary: operation.summary,
    flags: {
      ...inputFlags,
      ...(operation.makesFiles === true ? fileFlags : {}),
      ...fieldFlags(fields),
      ...storeFlags,
      ...(takesAccount ? smppFlags : {}),
      ...(operation.needsRoute ? statisticsFlags : {}),
    },
    flagHelp: {
      ...inputFlagHelp,
      ...(operation.makesFiles === true ? fileFlagHelp : {}),
      ...fieldFlagHelp(fields),
      ...storeFlagHelp,
      ...(takesAccount ? smppFlagHelp : {}),
      ...(operation.needsRoute ? statisticsFlagHelp : {}),
    },
    run: (flags, io) => runCommand(operation, fields, flags, io),
  };
}

/** `firstName` as a flag: `first-name`. */
export function kebabCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

const inputFlags = { input: { type: 'string' }, json: { type: 'boolean' } } as const satisfies Flags;

const inputFlagHelp = {
  input: 'File with one JSON object a line; - for standard input. Flags fill in what a line leaves out.',
  json: 'Print one JSON object a line.',
};

const fileFlags = { 'output-folder': { type: 'string' } } as const satisfies Flags;

const fileFlagHelp = { 'output-folder': 'Folder to write the documents into. Default: the current one.' };

function fieldFlags(fields: readonly Field[]): Flags {
  return Object.fromEntries(fields.map((field) => [kebabCase(field.name), { type: 'string' as const }]));
}

function fieldFlagHelp(fields: readonly Field[]): Record<string, string> {
  return Object.fromEntries(fields.map((field) => [kebabCase(field.name), `${field.help}${valuesHelp(field)}`]));
}

function valuesHelp(field: Field): string {
  const values = field.values.length > 0 ? ` One of ${field.values.join(', ')}.` : '';
  const preset = field.default === undefined ? '' : ` Default: ${JSON.stringify(field.default)}.`;
  return `${values}${preset}${field.required ? ' Required.' : ''}`;
}

async function runCommand(
  operation: Operation,
  fields: readonly Field[],
  flags: FlagValues,
  io: CommandIo,
): Promise<number> {
  const presets = presetsOf(fields, flags);
  const lines = inputLines(flags, io, presets);
  const engine = await openEngine(engineOptions(flags, io));
  if (engine.warning !== null) io.note(engine.warning);
  let failures = 0;
  let route: CommandRoute | null = null;
  try {
    route = await routeFor(operation, engine, flags, io);
    const context = { route: route?.name ?? null };
    const work = (batch: InputLine[]) =>
      runBatch(batch, (inputs) => runOperation(operation, engine.services, inputs, context));
    for await (const results of inOrder(inBatches(lines, batchLines), openBatches, work)) {
      for (const made of results) {
        const result = operation.makesFiles === true ? await writeFiles(made, flags['output-folder']) : made;
        if (!result.ok) failures += 1;
        io.out(flags['json'] === true ? jsonOf(result) : sentenceOf(operation, result));
      }
    }
  } finally {
    route?.end();
    await engine.release();
  }
  return failures > 0 ? 1 : 0;
}

interface CommandRoute {
  readonly name: string;
  /** Stops telling of it. */
  end(): void;
}

/** The route that an operation sends by, or reckons with, and its end; null for none. */
async function routeFor(
  operation: Operation,
  engine: Engine,
  flags: FlagValues,
  io: CommandIo,
): Promise<CommandRoute | null> {
  if (operation.needsRoute) {
    const route = await engine.attachRoute(smppAccount(flags, io));
    return { name: route.name, end: noteRoute(route, flags['statistics'] === true, io) };
  }
  const account = operation.looksAtRoute === true ? smppAccount(flags, io) : null;
  return account === null ? null : { name: engine.describeRoute(account), end: () => undefined };
}

function presetsOf(fields: readonly Field[], flags: FlagValues): RawInput {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const value = flags[kebabCase(field.name)];
      return value === undefined ? [] : [[field.name, value]];
    }),
  );
}

function inputLines(flags: FlagValues, io: CommandIo, presets: RawInput): AsyncIterable<InputLine> | InputLine[] {
  const file = flags['input'];
  if (typeof file !== 'string') return [{ value: presets }];
  const stream = file === '-' ? io.stdin : createReadStream(file);
  return readJsonLines(stream, presets);
}

/** Runs the readable lines of a batch; an unreadable one fails in its place. */
async function runBatch(
  batch: readonly InputLine[],
  run: (inputs: RawInput[]) => Promise<Result<object>[]>,
): Promise<Result<object>[]> {
  const readable = batch.flatMap((line) => ('value' in line ? [line.value] : []));
  const answers = await run(readable);
  let next = 0;
  return batch.map((line) => ('value' in line ? (answers[next++] as Result<object>) : failure(line.error)));
}

function jsonOf(result: Result<object>): string {
  if (result.ok) return JSON.stringify({ ok: true, ...result.value });
  const { code, message, description } = result.error;
  return JSON.stringify({ ok: false, error: { code, message, description } });
}

function sentenceOf(operation: Operation, result: Result<object>): string {
  if (!result.ok) return `Failed: ${result.error.message} ${result.error.description}`;
  const label = operation.outputs[operation.outputOf(result.value)]?.label ?? '';
  const facts = Object.entries(result.value)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`);
  return `${label}: ${facts.join(', ')}`;
}
