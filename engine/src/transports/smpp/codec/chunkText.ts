// V8 copies up to this many characters out of a text; a longer piece would keep the whole chunk's text alive.
const longestPiece = 12;

/**
 * Reads short texts out of the chunks of a stream. A chunk is made a text once, since a call into the runtime for each of its
 * message ids costs three times what the rest of an answer's reading does.
 */
export class ChunkText {
  private of: Buffer | null = null;
  private text = '';

  /** A new chunk came: buffers may hold other bytes than before. */
  begin(): void {
    this.of = null;
  }

  /** The Latin-1 text in `bytes[from, to)`. */
  read(bytes: Buffer, from: number, to: number): string {
    if (to - from > longestPiece) return bytes.toString('latin1', from, to);
    if (this.of !== bytes) {
      this.text = bytes.toString('latin1');
      this.of = bytes;
    }
    return this.text.substring(from, to);
  }
}
