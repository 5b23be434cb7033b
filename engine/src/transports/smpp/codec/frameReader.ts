import { readUint32 } from './uint32';

/** Why a byte stream cannot be cut into frames any more. */
export type FramingProblem = 'length_too_small' | 'length_too_large' | 'http' | 'tls' | 'ssh';

/** Smallest lawful command_length: a header alone. */
export const smallestFrameBytes = 16;

/** Room for a message_payload of 64 KiB with its other fields. */
export const largestFrameBytes = 131_072;

/** Cuts a byte stream into frames. State belongs to one connection: make a new one for each. */
export interface FrameReader {
  /**
   * Calls the frame handler for each whole frame, in order; keeps the rest. Returns what makes the stream unreadable,
   * null if nothing does. After a problem no more can be read.
   */
  push(chunk: Buffer): FramingProblem | null;
}

/** `onFrame` gets the frame as `bytes[start, end)`, valid only during the call; returning false stops the reading. */
export function createFrameReader(onFrame: (bytes: Buffer, start: number, end: number) => boolean): FrameReader {
  let kept = Buffer.allocUnsafe(4_096);
  let keptBytes = 0;
  let stopped = false;

  const keep = (chunk: Buffer, from: number, to: number): void => {
    const needed = keptBytes + to - from;
    if (needed > kept.length) {
      const larger = Buffer.allocUnsafe(Math.max(needed, kept.length * 2));
      kept.copy(larger, 0, 0, keptBytes);
      kept = larger;
    }
    chunk.copy(kept, keptBytes, from, to);
    keptBytes = needed;
  };

  /** Completes the frame that earlier chunks began; returns how much of the chunk it took, or a problem. */
  const complete = (chunk: Buffer): number | FramingProblem => {
    let from = 0;
    if (keptBytes < 4) {
      from = Math.min(4 - keptBytes, chunk.length);
      keep(chunk, 0, from);
      if (keptBytes < 4) return from;
    }
    const length = kept.readUInt32BE(0);
    const problem = problemOf(length);
    if (problem !== null) return problem;
    const to = Math.min(from + length - keptBytes, chunk.length);
    keep(chunk, from, to);
    if (keptBytes < length) return to;
    keptBytes = 0;
    stopped = !onFrame(kept, 0, length);
    return to;
  };

  return {
    push(chunk) {
      let at = 0;
      if (keptBytes > 0) {
        const taken = complete(chunk);
        if (typeof taken !== 'number') return taken;
        at = taken;
      }
      while (!stopped && chunk.length - at >= 4) {
        const length = readUint32(chunk, at);
        if (length < smallestFrameBytes || length > largestFrameBytes) return problemOf(length);
        if (at + length > chunk.length) break;
        stopped = !onFrame(chunk, at, at + length);
        at += length;
      }
      if (!stopped && at < chunk.length) keep(chunk, at, chunk.length);
      return null;
    },
  };
}

const http = 0x48545450; // "HTTP"
const ssh = 0x5353482d; // "SSH-"

function problemOf(length: number): FramingProblem | null {
  if (length >= smallestFrameBytes && length <= largestFrameBytes) return null;
  if (length === http) return 'http';
  if (length === ssh) return 'ssh';
  // A TLS alert or handshake record: type 0x15 or 0x16, version 0x03 0x00 to 0x04 (RFC 8446 section 5.1).
  if ((length >>> 24 === 0x15 || length >>> 24 === 0x16) && ((length >>> 16) & 0xff) === 3) return 'tls';
  return length < smallestFrameBytes ? 'length_too_small' : 'length_too_large';
}
