import {
  createFrameReader,
  largestFrameBytes,
  type FramingProblem,
} from '../../../../../engine/src/transports/smpp/codec/frameReader';

const withLength = (length: number, extra = 0): Buffer => {
  const bytes = Buffer.alloc(Math.max(4, Math.min(length, 200_000) + extra));
  bytes.writeUInt32BE(length, 0);
  return bytes;
};

function readAll(...chunks: Buffer[]): { sizes: number[]; problem: FramingProblem | null } {
  const sizes: number[] = [];
  const reader = createFrameReader((_, start, end) => {
    sizes.push(end - start);
    return true;
  });
  let problem: FramingProblem | null = null;
  for (const chunk of chunks) problem ??= reader.push(chunk);
  return { sizes, problem };
}

test.each([
  [0, 'length_too_small'],
  [4, 'length_too_small'],
  [10, 'length_too_small'],
  [15, 'length_too_small'],
  [largestFrameBytes + 1, 'length_too_large'],
  [0xffffffff, 'length_too_large'],
])('a length of %i cannot be read past', (length, problem) => {
  expect(readAll(withLength(length))).toEqual({ sizes: [], problem });
  const bytes = withLength(length);
  expect(readAll(bytes.subarray(0, 3), bytes.subarray(3))).toEqual({ sizes: [], problem });
});

test('frames from 16 bytes to beyond 70,000 are read, whole or in pieces', () => {
  const sizes = [16, 70_000, 17, largestFrameBytes, 16_385, 16];
  const stream = Buffer.concat(sizes.map((size) => withLength(size)));
  expect(readAll(stream)).toEqual({ sizes, problem: null });
  const pieces = Array.from({ length: Math.ceil(stream.length / 1_000) }, (_, at) =>
    stream.subarray(at * 1_000, (at + 1) * 1_000),
  );
  expect(readAll(...pieces)).toEqual({ sizes, problem: null });
});

test('frames before an unreadable length are read', () => {
  expect(readAll(Buffer.concat([withLength(20), withLength(4)]))).toEqual({ sizes: [20], problem: 'length_too_small' });
});

test('a handler that returns false stops the reading', () => {
  let frames = 0;
  const reader = createFrameReader(() => ++frames < 2);
  reader.push(Buffer.concat([withLength(16), withLength(16), withLength(16)]));
  expect(frames).toBe(2);
});
