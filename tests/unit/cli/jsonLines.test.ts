import { Readable } from 'node:stream';
import { inBatches, inOrder, readJsonLines, type InputLine } from '../../../engine/src/cli/jsonLines';

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

describe('readJsonLines', () => {
  const read = (text: string) => collect<InputLine>(readJsonLines(Readable.from([text]), { purpose: 'service' }));

  it('reads objects, fills in presets, passes over blank lines and a byte order mark', async () => {
    const lines = await read('\uFEFF{"text":"a"}\r\n\n{"text":"b","purpose":"marketing"}\n');
    expect(lines).toEqual([
      { value: { purpose: 'service', text: 'a' } },
      { value: { purpose: 'marketing', text: 'b' } },
    ]);
  });

  it('names the line that is no object, without its content', async () => {
    const lines = await read('{"text":"a"}\n[1]\n{broken private\n');
    expect(lines.map((line) => ('error' in line ? line.error.message : 'ok'))).toEqual([
      'ok',
      'Line 2 is not a JSON object.',
      'Line 3 is not a JSON object.',
    ]);
  });
});

describe('inOrder', () => {
  it('works on several batches at once and yields in order', async () => {
    let open = 0;
    let most = 0;
    const work = async (batch: number[]) => {
      most = Math.max(most, (open += 1));
      await new Promise((resolve) => setTimeout(resolve, batch[0] === 1 ? 20 : 1));
      open -= 1;
      return batch;
    };
    expect(await collect(inOrder(inBatches([1, 2, 3, 4, 5], 2), 2, work))).toEqual([[1, 2], [3, 4], [5]]);
    expect(most).toBe(2);
  });
});
