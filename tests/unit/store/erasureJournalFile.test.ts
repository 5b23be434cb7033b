import { appendFile, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JournalEntry } from '../../../engine/src/compliance/erasureJournal';
import { createErasureJournalFile } from '../../../engine/src/store/erasureJournalFile';

describe('the erasure journal in a file', () => {
  let base: string;
  let file: string;
  beforeEach(async () => {
    base = await mkdtemp(join(tmpdir(), 'zgoda-journal-'));
    file = join(base, 'new', 'erasures.jsonl');
  });
  afterEach(() => rm(base, { recursive: true }));

  const entry = (n: number): JournalEntry => ({
    erasureId: `erasure-${n}`,
    erasedAtMs: n,
    subjects: [{ contactId: n % 2 ? null : `contact-${n}`, numberKey: `key-${n}` }],
  });

  it('is empty before the first erasure', async () => {
    expect(await createErasureJournalFile(file).read()).toEqual({ entries: [], unreadableLines: [] });
  });

  it('keeps entries in order, readable by their owner alone', async () => {
    const journal = createErasureJournalFile(file);
    for (const n of [1, 2, 3]) await journal.append(entry(n));
    const { entries } = await createErasureJournalFile(file).read();
    expect(entries).toEqual([1, 2, 3].map(entry));
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('takes entries of several writers at once', async () => {
    const journals = [createErasureJournalFile(file), createErasureJournalFile(file)];
    const numbers = Array.from({ length: 60 }, (_, n) => n);
    await Promise.all(numbers.map((n) => journals[n % 2]?.append(entry(n))));
    const { entries, unreadableLines } = await createErasureJournalFile(file).read();
    expect(entries.map(({ erasedAtMs }) => erasedAtMs).sort((one, other) => one - other)).toEqual(numbers);
    expect(unreadableLines).toEqual([]);
  });

  it('goes on after a line that a crash cut short, and names it', async () => {
    const journal = createErasureJournalFile(file);
    await journal.append(entry(1));
    await appendFile(file, '{"erasureId":"eras');
    await journal.append(entry(2));
    expect(await journal.read()).toEqual({ entries: [entry(1), entry(2)], unreadableLines: [2] });
    expect((await readFile(file, 'utf8')).split('\n')).toHaveLength(4);
  });

  it('says that its folder cannot be written', async () => {
    await writeFile(join(base, 'taken'), '');
    const journal = createErasureJournalFile(join(base, 'taken', 'erasures.jsonl'));
    await expect(journal.append(entry(1))).rejects.toMatchObject({ code: 'store_read_only' });
  });
});
