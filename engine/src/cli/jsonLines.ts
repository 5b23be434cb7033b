import { createInterface } from 'node:readline';
import { type RawInput, ZgodaError } from '../index';

/** A line of input: its object, or why it could not be read. */
export type InputLine = { readonly value: RawInput } | { readonly error: ZgodaError };

/** Reads JSON Lines; `presets` fill in what a line leaves out. Blank lines are passed over. Throws `file_unreadable`. */
export async function* readJsonLines(stream: NodeJS.ReadableStream, presets: RawInput): AsyncGenerator<InputLine> {
  let number = 0;
  try {
    for await (const line of createInterface({ input: stream, crlfDelay: Infinity })) {
      number += 1;
      if (line.trim() !== '') yield readLine(line, number, presets);
    }
  } catch (thrown) {
    const problem = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'it broke off';
    throw new ZgodaError('file_unreadable', { problem }, thrown);
  }
}

function readLine(line: string, number: number, presets: RawInput): InputLine {
  try {
    const value: unknown = JSON.parse(number === 1 ? line.replace(/^\uFEFF/, '') : line);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return { value: { ...presets, ...value } };
  } catch {
    // told below, without the line's content
  }
  return { error: new ZgodaError('line_unreadable', { line: number }) };
}

/** Groups items into arrays of at most `size`. */
export async function* inBatches<Item>(
  items: AsyncIterable<Item> | Iterable<Item>,
  size: number,
): AsyncGenerator<Item[]> {
  let batch: Item[] = [];
  for await (const item of items) {
    batch.push(item);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** Works on up to `open` batches at once and yields their answers in the order of the batches. */
export async function* inOrder<Batch, Answer>(
  batches: AsyncIterable<Batch>,
  open: number,
  work: (batch: Batch) => Promise<Answer>,
): AsyncGenerator<Answer> {
  const underway: Promise<Answer>[] = [];
  for await (const batch of batches) {
    const answer = work(batch);
    answer.catch(() => undefined);
    underway.push(answer);
    if (underway.length >= open) yield await (underway.shift() as Promise<Answer>);
  }
  for (const answer of underway) yield await answer;
}
