import { Slab } from '../../../../../engine/src/transports/smpp/session/slab';

test('what is appended in a tick goes out in one write', () => {
  const writes: string[] = [];
  const slab = new Slab((bytes) => void writes.push(bytes.toString()));
  slab.append(Buffer.from('one '));
  slab.append(Buffer.from('two'));
  expect(writes).toEqual([]);
  slab.flush();
  slab.flush();
  expect(writes).toEqual(['one two']);
});

test('bytes given to the writer stay as they are until it is done with them', () => {
  const writes: Buffer[] = [];
  const done: (() => void)[] = [];
  const slab = new Slab((bytes, reusable) => {
    writes.push(bytes);
    done.push(reusable);
  });
  for (const text of ['first', 'second', 'third']) {
    slab.append(Buffer.from(text));
    slab.flush();
  }
  expect(writes.map(String)).toEqual(['first', 'second', 'third']);
  done[0]?.();
  for (const text of ['fourth', 'fifth']) {
    slab.append(Buffer.from(text));
    slab.flush();
  }
  expect(writes.slice(1).map(String)).toEqual(['second', 'third', 'fourth', 'fifth']);
  expect(writes[4]?.buffer === writes[0]?.buffer).toBe(true);
});

test('a PDU larger than a slab gets room of its own', () => {
  const sizes: number[] = [];
  const slab = new Slab((bytes, reusable) => {
    sizes.push(bytes.length);
    reusable();
  });
  slab.append(Buffer.alloc(10));
  slab.append(Buffer.alloc(100_000));
  slab.append(Buffer.alloc(20));
  slab.flush();
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(100_030);
});
