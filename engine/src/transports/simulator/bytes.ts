/** The simulator reads and writes SMPP by itself, so that a fault of the client's codec cannot hide in both ends. */

/** A PDU as the simulator sees it: header fields and the untouched body. */
export interface RawPdu {
  readonly id: number;
  readonly status: number;
  readonly sequence: number;
  readonly body: Buffer;
}

/** Bytes of one PDU. */
export function rawPdu(id: number, status: number, sequence: number, ...body: readonly Uint8Array[]): Buffer {
  const header = Buffer.alloc(16);
  header.writeUInt32BE(id >>> 0, 4);
  header.writeUInt32BE(status, 8);
  header.writeUInt32BE(sequence, 12);
  const pdu = Buffer.concat([header, ...body]);
  pdu.writeUInt32BE(pdu.length, 0);
  return pdu;
}

/** A string with its closing NUL. */
export const cString = (text: string): Buffer => Buffer.from(`${text}\0`, 'latin1');

/** One TLV. */
export function tlv(tag: number, value: Uint8Array): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16BE(tag, 0);
  head.writeUInt16BE(value.length, 2);
  return Buffer.concat([head, value]);
}

/** Walks a body from its start. Reading past the end gives blanks. */
export class BodyReader {
  private at = 0;

  constructor(private readonly body: Buffer) {}

  byte(): number {
    return this.body[this.at++] ?? 0;
  }

  text(): string {
    const zero = this.body.indexOf(0, this.at);
    const end = zero === -1 ? this.body.length : zero;
    const text = this.body.subarray(this.at, end).toString('latin1');
    this.at = end + 1;
    return text;
  }

  octets(count: number): Buffer {
    const octets = this.body.subarray(this.at, this.at + count);
    this.at += count;
    return octets;
  }

  /** The rest as TLVs, by tag. */
  tlvs(): Map<number, Buffer> {
    const found = new Map<number, Buffer>();
    while (this.at + 4 <= this.body.length) {
      const tag = this.body.readUInt16BE(this.at);
      const length = this.body.readUInt16BE(this.at + 2);
      this.at += 4;
      found.set(tag, this.octets(length));
    }
    return found;
  }
}

/** Cuts what a socket gives into PDUs; the bodies are views of the chunk. */
export function createRawReader(onPdu: (pdu: RawPdu) => void): (chunk: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  return (chunk) => {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let at = 0;
    while (bytes.length - at >= 16) {
      const length = bytes.readUInt32BE(at);
      if (length < 16 || length > 200_000) throw new RangeError('command_length');
      if (at + length > bytes.length) break;
      onPdu({
        id: bytes.readUInt32BE(at + 4),
        status: bytes.readUInt32BE(at + 8),
        sequence: bytes.readUInt32BE(at + 12),
        body: bytes.subarray(at + 16, at + length),
      });
      at += length;
    }
    rest = Buffer.from(bytes.subarray(at));
  };
}
