import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod/v4';
import type { ErasureJournal, JournalEntry, JournalReading } from '../compliance/erasureJournal';
import { syncFolder } from '../shared/syncFolder';
import { toFolderError } from './sqlite/storeFolder';

const entrySchema = z.object({
  erasureId: z.string(),
  erasedAtMs: z.number(),
  subjects: z.array(z.object({ contactId: z.string().nullable(), numberKey: z.string() })),
});

/**
 * A journal in a file that only grows: one JSON object a line, readable by this user only, synced to disk before `append`
 * resolves. Several processes may append. Throws `store_read_only`, `store_full`.
 */
export function createErasureJournalFile(file: string): ErasureJournal {
  return {
    async append(entry) {
      try {
        await mkdir(dirname(file), { recursive: true, mode: 0o700 });
        await appendLine(file, JSON.stringify(entry));
      } catch (error) {
        throw toFolderError(error);
      }
    },

    async read() {
      try {
        return readLines(await readFile(file, 'utf8'));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { entries: [], unreadableLines: [] };
        throw toFolderError(error);
      }
    },
  };
}

/** One write to a file open for appending: lines of two processes do not mix. */
async function appendLine(file: string, line: string): Promise<void> {
  const handle = await open(file, 'a+', 0o600);
  try {
    const { size } = await handle.stat();
    const last = Buffer.alloc(1, '\n');
    if (size > 0) await handle.read(last, 0, 1, size - 1);
    const start = last.toString() === '\n' ? '' : '\n';
    await handle.appendFile(`${start}${line}\n`);
    await handle.sync();
    if (size === 0) await syncFolder(dirname(file));
  } finally {
    await handle.close();
  }
}

function readLines(text: string): JournalReading {
  const entries: JournalEntry[] = [];
  const unreadableLines: number[] = [];
  text.split('\n').forEach((line, index) => {
    if (line === '') return;
    const entry = readEntry(line);
    if (entry === null) unreadableLines.push(index + 1);
    else entries.push(entry);
  });
  return { entries, unreadableLines };
}

function readEntry(line: string): JournalEntry | null {
  try {
    return entrySchema.parse(JSON.parse(line));
  } catch {
    return null;
  }
}
