import { createReadStream } from 'node:fs';
import { classifyReply, ZgodaError, type RawInput, type ReplyReading } from '../index';
import type { Command, CommandIo, FlagValues } from './command';
import { readJsonLines } from './jsonLines';

/** Runs the classifier of replies alone: `{"text","language"?}` a line in, `{"class",...}` a line out, in order. */
export const classifyReplyCommand: Command = {
  name: 'classify-reply',
  summary: 'Tells what replies ask for: stop, start, help, keyword, reply or unclear. Stores and sends nothing.',
  flags: {
    input: { type: 'string' },
    text: { type: 'string' },
    language: { type: 'string' },
    json: { type: 'boolean' },
  },
  flagHelp: {
    input: 'File with one JSON object a line, {"text","language"}; - for standard input.',
    text: 'One reply, in place of a file.',
    language: 'Language code of the person, where a line names none.',
    json: 'Print one JSON object a line.',
  },
  run,
};

async function run(flags: FlagValues, io: CommandIo): Promise<number> {
  const { input, text, language } = flags;
  if (typeof input !== 'string' && typeof text !== 'string') {
    throw new ZgodaError('invalid_input', { field: '--input', problem: 'it is missing' });
  }
  const presets: RawInput = {
    ...(text === undefined ? {} : { text }),
    ...(language === undefined ? {} : { language }),
  };
  const stream = input === '-' ? io.stdin : createReadStream(String(input));
  const lines = typeof input === 'string' ? readJsonLines(stream, presets) : [{ value: presets }];
  let failures = 0;
  for await (const line of lines) {
    const reading = 'value' in line ? read(line.value) : null;
    if (reading === null) failures += 1;
    const answer = reading ?? { error: { code: 'line_unreadable', message: 'A line needs a text.' } };
    io.out(flags['json'] === true || !('class' in answer) ? JSON.stringify(answer) : answer.class);
  }
  return failures > 0 ? 1 : 0;
}

function read({ text, language }: RawInput): ReplyReading | null {
  if (typeof text !== 'string') return null;
  return classifyReply(text, typeof language === 'string' ? { language } : {});
}
