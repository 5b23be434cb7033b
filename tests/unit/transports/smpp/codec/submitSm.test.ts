import { ChunkText } from '../../../../../engine/src/transports/smpp/codec/chunkText';
import { readSubmitAnswer } from '../../../../../engine/src/transports/smpp/codec/submitSm';

const response = (hex: string): Buffer => Buffer.from('00'.repeat(16) + hex.replaceAll(' ', ''), 'hex');

test.each([
  ['31323300', '123', -1],
  ['', '', -1],
  ['313233', '123', -1],
  ['00 0428 0001 5a', '', 90],
  ['313200 001d 0002 6100 0428 0001 64', '12', 100],
  ['313200 0428 0002 0064', '12', -1],
  ['313200 0428 0001', '12', -1],
  ['313200 001d ffff', '12', -1],
])('the body "%s" has the id "%s" and the congestion %i', (hex, id, congestion) => {
  const bytes = Buffer.concat([Buffer.from('before'), response(hex), Buffer.from('after')]);
  expect(readSubmitAnswer(bytes, 6, bytes.length - 5, new ChunkText())).toEqual({
    status: 0,
    messageId: id,
    congestion,
  });
});
