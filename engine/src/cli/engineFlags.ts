import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import {
  createJsonLog,
  describeFields,
  type EngineOptions,
  parseInput,
  type RawInput,
  silentLog,
  type SmppAccount,
  smppAccountSchema,
  type StoreConfig,
  storeConfigSchema,
  ZgodaError,
} from '../index';
import type { CommandIo, Flags, FlagValues } from './command';
import { readConfigFile } from './configFile';

/** Flags of every command that opens a store. */
export const storeFlags = {
  store: { type: 'string' },
  'default-country': { type: 'string' },
  config: { type: 'string' },
  verbose: { type: 'boolean' },
} as const satisfies Flags;

export const storeFlagHelp = {
  store: 'Folder of an embedded store, or postgres://USER:PASSWORD@HOST/DATABASE. Else ZGODA_STORE, else ~/.zgoda.',
  'default-country': 'Two-letter code for numbers without a country code. Else ZGODA_DEFAULT_COUNTRY.',
  config:
    'JSON file: {"store": {"defaultCountry": "PL", "controllerName": "...", ...}, "routes": [...]}. A value may be {"env": "NAME"} or {"file": "PATH"}. Each setting of the store may also be an environment variable, such as ZGODA_CONTROLLER_NAME. Else ZGODA_CONFIG.',
  verbose: 'Log what happens, as JSON lines on standard error.',
};

/** Flag of every command that connects to an operator. */
export const smppFlags = { smpp: { type: 'string' } } as const satisfies Flags;

export const smppFlagHelp = {
  smpp: 'smpp://ID:PASSWORD@HOST:PORT, or smpps:// for TLS; ?window=, &routeName= and the like set the rest, &tlsKey=@FILE from a file. Else ZGODA_SMPP, else the simulator.',
};

/** The engine that the flags ask for. */
export function engineOptions(flags: FlagValues, io: CommandIo): EngineOptions {
  const fields = describeFields(storeConfigSchema);
  const environment = fields.map(({ name }) => [name, io.environment[variableOf(name)]]);
  const raw = {
    ...readConfigFile(flags, io).store,
    ...given(Object.fromEntries(environment) as RawInput),
    ...given({ location: flags['store'], defaultCountry: flags['default-country'] }),
  };
  const store: StoreConfig = parseInput(storeConfigSchema, fields, raw);
  const log =
    flags['verbose'] === true
      ? createJsonLog(
          (line) => io.note(line.trimEnd()),
          () => Date.now(),
        )
      : silentLog;
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return { store, defaultFolder: join(homedir(), '.zgoda'), log, zone: timeZone, lingerMs: 0 };
}

/** The environment variable of a setting: `ZGODA_CONTROLLER_NAME`. */
function variableOf(name: string): string {
  return name === 'location' ? 'ZGODA_STORE' : `ZGODA_${name.replace(/[A-Z]/g, '_$&').toUpperCase()}`;
}

function given(settings: RawInput): RawInput {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}

/** The account in the flags; null for the simulator. Throws `invalid_config` without repeating the address. */
export function smppAccount(flags: FlagValues, io: CommandIo): SmppAccount | null {
  const address = flags['smpp'] ?? io.environment['ZGODA_SMPP'];
  if (typeof address !== 'string' || address === '') return null;
  const url = readSmppUrl(address);
  const unknown = [...url.searchParams.keys()].find((name) => !(name in smppAccountSchema.shape));
  if (unknown !== undefined) {
    throw new ZgodaError('invalid_config', { field: '--smpp', problem: `an account has no setting "${unknown}"` });
  }
  const raw = {
    ...Object.fromEntries([...url.searchParams].map(([name, value]) => [name, readFromFile(name, value)])),
    host: url.hostname,
    ...(url.port === '' ? {} : { port: url.port }),
    tls: url.protocol === 'smpps:',
    systemId: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
  };
  return parseInput(smppAccountSchema, describeFields(smppAccountSchema), raw);
}

/** A value that begins with @ is the name of a file that holds it. Throws `invalid_config`. */
function readFromFile(name: string, value: string): string {
  if (!value.startsWith('@')) return value;
  try {
    return readFileSync(value.slice(1), 'utf8');
  } catch (cause) {
    const problem = `its file cannot be read (${(cause as NodeJS.ErrnoException).code ?? 'unknown'})`;
    throw new ZgodaError('invalid_config', { field: name, problem }, cause);
  }
}

function readSmppUrl(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || !['smpp:', 'smpps:'].includes(url.protocol)) {
    throw new ZgodaError('invalid_config', {
      field: '--smpp',
      problem: 'it must look like smpp://ID:PASSWORD@HOST:PORT',
    });
  }
  return url;
}
