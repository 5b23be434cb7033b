import { z } from 'zod/v4';
import { ZgodaError } from '../../shared/errors';
import { inboundText } from './inboundText';
import type { Simulator } from './simulator';

/** A text from a phone, and when it comes: milliseconds after the start. */
export type ScriptedText = z.output<typeof scriptedText>;

const scriptedText = inboundText.extend({ afterMs: z.number().min(0).max(2_147_483_647).default(0) });

/** Reads a script, one JSON object a line; blank lines do not count. Throws `line_unreadable`. */
export function readInboundScript(script: string): ScriptedText[] {
  return script.split('\n').flatMap((line, at) => (line.trim() === '' ? [] : [readLine(line, at + 1)]));
}

/** Lets the phones send their texts; returns the end of it. */
export function playInboundScript(script: readonly ScriptedText[], simulator: Pick<Simulator, 'inbound'>): () => void {
  const timers = script.map(({ afterMs, from, to, text }) =>
    setTimeout(() => simulator.inbound({ from, to, text }), afterMs),
  );
  return () => timers.forEach((timer) => clearTimeout(timer));
}

function readLine(line: string, number: number): ScriptedText {
  try {
    return scriptedText.parse(JSON.parse(line));
  } catch (cause) {
    throw new ZgodaError('script_line_unreadable', { line: number }, cause);
  }
}
