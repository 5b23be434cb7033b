import { writeFile } from 'node:fs/promises';
import { makeContactRows, toCsv } from './contactRows.mts';

/** Writes contacts.csv beside this file: `node examples/data/generate.mts`. */
await writeFile(new URL('contacts.csv', import.meta.url), toCsv(makeContactRows()));
