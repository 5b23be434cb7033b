import { ChunkText } from '../../../../../engine/src/transports/smpp/codec/chunkText';

test('texts are read from where they are, short and long, in Latin-1', () => {
  const chunk = Buffer.from('0123456789abcdef\xe9', 'latin1');
  const texts = new ChunkText();
  expect([
    texts.read(chunk, 2, 5),
    texts.read(chunk, 0, 16),
    texts.read(chunk, 16, 17),
    texts.read(chunk, 4, 4),
  ]).toEqual(['234', '0123456789abcdef', 'é', '']);
});

test('a buffer that is filled again is read again once a chunk begins', () => {
  const chunk = Buffer.from('first');
  const texts = new ChunkText();
  expect(texts.read(chunk, 0, 5)).toBe('first');
  chunk.write('other');
  texts.begin();
  expect(texts.read(chunk, 0, 5)).toBe('other');
  expect(texts.read(Buffer.from('third'), 0, 5)).toBe('third');
});
