import { join } from 'node:path';

/** The built `zgoda` command, beside the built engine. */
export const commandFile = join(__dirname, 'zgoda.js');
