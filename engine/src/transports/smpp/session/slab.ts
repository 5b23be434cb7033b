/** Where a slab goes; `reusable` is called once the bytes are no longer needed. */
export type WriteSlab = (bytes: Buffer, reusable: () => void) => void;

const slabBytes = 65_536;
const sparesKept = 4;

/** Gathers the PDUs of a tick into one buffer, so that they cost one write (and one TCP segment where they fit). */
export class Slab {
  /** Where PDUs are written: valid until the next `reserve` or `flush`. */
  bytes: Buffer = Buffer.allocUnsafeSlow(slabBytes);
  private used = 0;
  private readonly spares: Buffer[] = [];

  constructor(private readonly write: WriteSlab) {}

  /** Makes room for `count` bytes and returns where in `bytes` they begin. May flush what was there before. */
  reserve(count: number): number {
    if (this.used + count > this.bytes.length) {
      this.flush();
      if (count > this.bytes.length) this.bytes = Buffer.allocUnsafeSlow(count);
    }
    const at = this.used;
    this.used += count;
    return at;
  }

  /** Takes back what was reserved last, from `at` on. */
  giveBack(at: number): void {
    this.used = at;
  }

  append(pdu: Buffer): void {
    const at = this.reserve(pdu.length);
    pdu.copy(this.bytes, at);
  }

  /** Hands everything gathered to the writer. */
  flush(): void {
    if (this.used === 0) return;
    const full = this.bytes;
    const written = full.subarray(0, this.used);
    this.bytes = this.spares.pop() ?? Buffer.allocUnsafeSlow(slabBytes);
    this.used = 0;
    this.write(written, () => {
      if (full.length === slabBytes && this.spares.length < sparesKept) this.spares.push(full);
    });
  }

  /** Forgets what was gathered. */
  discard(): void {
    this.used = 0;
  }
}
