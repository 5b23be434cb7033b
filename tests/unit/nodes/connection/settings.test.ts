import { ZgodaError } from '@zgoda/engine';
import type { Logger } from 'n8n-workflow';
import { engineOptions, readSmppAccount, readStoreConfig, storeFolder } from '../../../../nodes/connection/settings';

const quiet = () => undefined;
const logger = { debug: quiet, info: quiet, warn: quiet, error: quiet } as unknown as Logger;
const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (thrown) {
    if (thrown instanceof ZgodaError) return thrown.code;
  }
  return 'none';
};

describe('connection settings', () => {
  it('keep the embedded store beside the data of n8n', () => {
    expect(storeFolder({ N8N_USER_FOLDER: '/data' })).toBe('/data/.n8n/zgoda');
    expect(storeFolder({})).toMatch(/\/\.n8n\/zgoda$/);
  });

  it('refuse an embedded store in queue mode, and allow PostgreSQL', () => {
    const queue = { EXECUTIONS_MODE: 'queue' };
    const optionsFor = (location: string) => engineOptions(readStoreConfig({ location }), queue, logger);
    expect(codeOf(() => optionsFor(''))).toBe('queue_mode_needs_postgres');
    expect(codeOf(() => optionsFor('/srv/zgoda'))).toBe('queue_mode_needs_postgres');
    expect(codeOf(() => optionsFor('postgres://zgoda@db.example/zgoda'))).toBe('none');
  });

  it('close at once in a process that serves a single run, and later in a server', () => {
    expect(engineOptions({}, {}, logger, true).lingerMs).toBe(0);
    expect(engineOptions({}, {}, logger).lingerMs).toBeGreaterThan(60_000);
  });

  it('fill in what an account leaves open', () => {
    const account = readSmppAccount({ host: 'smpp.example', systemId: 'zgoda', port: '2776', advancedSettings: false });
    expect(account).toMatchObject({ host: 'smpp.example', port: 2776, window: 50, bindMode: 'transceiver' });
    expect(account).not.toHaveProperty('advancedSettings');
  });

  it('name the setting that is wrong, never its value', () => {
    const read = () => readSmppAccount({ host: 'smpp.example', systemId: 'zgoda', port: 99_999 });
    expect(codeOf(read)).toBe('invalid_config');
    expect(read).toThrow(/Port/);
    expect(read).not.toThrow(/99999/);
  });
});
