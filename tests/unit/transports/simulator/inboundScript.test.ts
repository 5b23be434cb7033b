import { readInboundScript } from '../../../../engine/src/transports/simulator/inboundScript';

test('a script has a text on each line, at once unless it says when', () => {
  const stop = { from: '+447700900123', to: '60000', text: 'STOP' };
  const script = [JSON.stringify(stop), '', JSON.stringify({ ...stop, afterMs: 1_500 }), ''].join('\n');
  expect(readInboundScript(script)).toEqual([
    { ...stop, afterMs: 0 },
    { ...stop, afterMs: 1_500 },
  ]);
  expect(readInboundScript('')).toEqual([]);
});

test.each(['{', '[]', '{"from":"+447700900123"}', '{"from":"1","to":"2","text":"x","afterMs":-1}'])(
  'the line %s is named by its number and not repeated',
  (line) => {
    const read = () => readInboundScript(`\n\n${line}`);
    expect(read).toThrow('Line 3 of the script is not a text from a phone.');
  },
);
