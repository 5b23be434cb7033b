import { runZgoda } from '../../support/zgodaCommand';

describe('zgoda classify-reply', () => {
  it('answers each line in order, and tells of a line without a text', async () => {
    const replies = [{ text: 'Stop!' }, { text: 'see you at the bus stop' }, {}, { text: 'fine', language: 'it' }];
    const { exitCode, lines } = await runZgoda(['classify-reply'], replies);
    expect(exitCode).toBe(1);
    expect(lines.map((line) => line['class'] ?? 'error')).toEqual(['stop', 'reply', 'error', 'stop']);
  });

  it('asks for what is missing', async () => {
    const { exitCode, notes } = await runZgoda(['classify-reply']);
    expect(exitCode).toBe(2);
    expect(notes).toContain('--input: it is missing');
  });
});
