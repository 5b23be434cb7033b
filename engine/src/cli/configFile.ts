import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type RawInput, smppAccountSchema, storeConfigSchema, ZgodaError } from '../index';
import type { CommandIo, FlagValues } from './command';

/** What a `--config` file holds, not yet checked. */
export interface ConfigFile {
  readonly store: RawInput;
  /** The accounts that a gateway sends on. */
  readonly routes: readonly RawInput[];
}

/**
 * Reads the file of `--config`, else of ZGODA_CONFIG; without either it is empty. A value `{"env": "NAME"}` stands for an
 * environment variable, `{"file": "PATH"}` for the content of a file beside this one. Throws `invalid_config`, which names a
 * setting and never repeats a value.
 */
export function readConfigFile(flags: FlagValues, io: CommandIo): ConfigFile {
  const file = flags['config'] ?? io.environment['ZGODA_CONFIG'];
  if (typeof file !== 'string') return { store: {}, routes: [] };
  const references = { environment: io.environment, folder: dirname(resolve(file)) };
  const settings = objectOf(resolveReferences(parseFile(file), '', references), '--config');
  const { store = 'routes' in settings ? {} : settings, routes = [] } = settings;
  if (!Array.isArray(routes)) throw wrong('routes', 'it must be a list');
  return {
    store: known(objectOf(store, 'store'), storeConfigSchema.shape, 'store'),
    routes: routes.map((route: unknown, at) =>
      known(objectOf(route, `routes[${at}]`), smppAccountSchema.shape, `routes[${at}]`),
    ),
  };
}

interface References {
  readonly environment: CommandIo['environment'];
  /** The folder of the file that holds them. */
  readonly folder: string;
}

function parseFile(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new ZgodaError('invalid_config', { field: '--config', problem: 'it is not a readable JSON file' }, cause);
  }
}

function resolveReferences(value: unknown, path: string, references: References): unknown {
  if (Array.isArray(value)) return value.map((each, at) => resolveReferences(each, `${path}[${at}]`, references));
  if (typeof value !== 'object' || value === null) return value;
  const [only, ...others] = Object.entries(value);
  if (only !== undefined && others.length === 0 && typeof only[1] === 'string') {
    if (only[0] === 'env') return variable(only[1], path, references);
    if (only[0] === 'file') return content(only[1], path, references);
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      name,
      resolveReferences(each, path === '' ? name : `${path}.${name}`, references),
    ]),
  );
}

function variable(name: string, path: string, { environment }: References): string {
  const value = environment[name];
  if (value === undefined) throw wrong(path, `the environment variable ${name} is not set`);
  return value;
}

function content(file: string, path: string, { folder }: References): string {
  try {
    return readFileSync(resolve(folder, file), 'utf8').replace(/\r?\n$/, '');
  } catch (cause) {
    const problem = `its file cannot be read (${(cause as NodeJS.ErrnoException).code ?? 'unknown'})`;
    throw new ZgodaError('invalid_config', { field: path, problem }, cause);
  }
}

function objectOf(value: unknown, path: string): RawInput {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as RawInput;
  throw wrong(path, 'it must be an object with named values');
}

/** A misspelt setting would otherwise be without effect. */
function known(settings: RawInput, shape: object, path: string): RawInput {
  const unknown = Object.keys(settings).find((name) => !(name in shape));
  if (unknown === undefined) return settings;
  throw wrong(`${path}.${unknown}`, 'there is no such setting');
}

const wrong = (field: string, problem: string): ZgodaError => new ZgodaError('invalid_config', { field, problem });
