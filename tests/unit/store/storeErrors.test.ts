import { ZgodaError } from '../../../engine/src/shared/errors';
import { toStoreError as fromPostgres } from '../../../engine/src/store/postgres/postgresErrors';
import { readAddress } from '../../../engine/src/store/postgres/postgresDatabase';
import { toStoreError as fromSqlite } from '../../../engine/src/store/sqlite/sqliteErrors';
import { createBusyRetry } from '../../../engine/src/store/sqlite/busyRetry';
import { systemClock, type Clock } from '../../../engine/src/shared/clock';
import { systemRandom } from '../../../engine/src/shared/random';

const failure = (properties: object, message = 'secret +447700900123') => Object.assign(new Error(message), properties);

test.each([
  [5, 'store_busy'],
  [517, 'store_busy'],
  [6, 'store_busy'],
  [13, 'store_full'],
  [4874, 'store_full'],
  [8, 'store_read_only'],
  [1032, 'store_read_only'],
  [14, 'store_read_only'],
  [11, 'store_damaged'],
  [26, 'store_damaged'],
  [1, 'internal'],
])('SQLite result %s is %s', (errcode, code) => {
  const error = fromSqlite(failure({ errcode }));
  expect(error.code).toBe(code);
  expect(error.message).not.toContain('secret');
});

test.each([
  ['28P01', 'store_rights'],
  ['28000', 'store_rights'],
  ['3D000', 'store_rights'],
  ['42501', 'store_rights'],
  ['25006', 'store_rights'],
  ['53100', 'store_full'],
  ['40001', 'store_busy'],
  ['40P01', 'store_busy'],
  ['08006', 'store_unreachable'],
  ['57P01', 'store_unreachable'],
  ['57P03', 'store_unreachable'],
  ['53300', 'store_unreachable'],
  ['ECONNREFUSED', 'store_unreachable'],
  ['ENOTFOUND', 'store_unreachable'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'store_unreachable'],
  ['23505', 'internal'],
])('PostgreSQL code %s is %s', (code, expected) => {
  const error = fromPostgres(failure({ code }));
  expect(error.code).toBe(expected);
  expect(error.message).not.toContain('secret');
});

test.each([
  ['Connection terminated unexpectedly', 'store_unreachable'],
  ['timeout exceeded when trying to connect', 'store_unreachable'],
  ['SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string', 'store_rights'],
  ['x is not a function', 'internal'],
])('without a code: %s is %s', (message, expected) => {
  expect(fromPostgres(new Error(message)).code).toBe(expected);
});

test('files: a full disk, and what cannot be written', () => {
  expect(fromSqlite(failure({ code: 'ENOSPC' })).code).toBe('store_full');
  expect(fromSqlite(failure({ code: 'EROFS' })).code).toBe('store_read_only');
  const own = new ZgodaError('store_busy');
  expect(fromSqlite(own)).toBe(own);
  expect(fromSqlite(new TypeError('secret'))).toMatchObject({ code: 'internal', data: { problem: 'TypeError' } });
});

test('an address gives up its schema and keeps the rest', () => {
  expect(readAddress('postgres://u:p%40@host:5433/db?schema=mine&sslmode=require')).toEqual({
    connectionString: 'postgres://u:p%40@host:5433/db?sslmode=require',
    schema: 'mine',
  });
  expect(readAddress('postgresql://host/db').schema).toBe('zgoda');
  for (const address of ['mysql://host/db', 'host/db', 'postgres://host/db?schema=a;drop']) {
    expect(() => readAddress(address)).toThrow(expect.objectContaining({ code: 'invalid_config' }));
  }
});

describe('while the store is busy', () => {
  const instant: Clock = { ...systemClock, after: (_delayMs, work) => (setImmediate(work), () => undefined) };

  test('a call is tried again until it goes through', async () => {
    let left = 3;
    const work = async () => {
      left -= 1;
      if (left > 0) throw new ZgodaError('store_busy');
      return 'done';
    };
    expect(await createBusyRetry(instant, systemRandom)(work)).toBe('done');
  });

  test('patience ends, and other errors pass at once', async () => {
    let elapsedMs = 0;
    const clock: Clock = { ...instant, monotonicMs: () => (elapsedMs += 1_000) };
    const busy = () => Promise.reject(new ZgodaError('store_busy'));
    await expect(createBusyRetry(clock, systemRandom)(busy)).rejects.toMatchObject({ code: 'store_busy' });
    expect(elapsedMs).toBeGreaterThan(10_000);
    let calls = 0;
    const full = () => {
      calls += 1;
      return Promise.reject(new ZgodaError('store_full'));
    };
    await expect(createBusyRetry(instant, systemRandom)(full)).rejects.toMatchObject({ code: 'store_full' });
    expect(calls).toBe(1);
  });
});
