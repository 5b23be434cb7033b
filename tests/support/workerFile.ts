import { join } from 'node:path';

/** The built SQLite worker: `npm run build` makes it. */
export const workerFile = join(__dirname, '../../engine/dist/sqliteWorker.js');
