import { join } from 'node:path';

/** The worker's built file: the build puts it beside the engine's bundle. */
export const workerFile = join(__dirname, 'sqliteWorker.js');
