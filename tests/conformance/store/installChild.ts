import fs from 'node:fs/promises';
import { installStore } from '../../../engine/src/store/copy/installStore';
import { ports } from './stores';

/*
 * A process that puts a database in a store's place, and is killed just before its n-th change of files:
 *   node installChild.js DATABASE FOLDER N
 */

const changing = ['rename', 'rm', 'link', 'copyFile', 'unlink', 'utimes'] as const;
let left = Number(process.argv[4]);

for (const name of changing) {
  const change = fs[name] as (...values: unknown[]) => Promise<void>;
  (fs as unknown as Record<string, unknown>)[name] = (...values: unknown[]) => {
    left -= 1;
    if (left === 0) process.kill(process.pid, 'SIGKILL');
    return change(...values);
  };
}

const [, , database = '', folder = ''] = process.argv;
void installStore(database, { kind: 'sqlite', folder }, true, ports);
