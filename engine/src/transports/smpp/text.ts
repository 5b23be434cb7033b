/** Turns a text into the parts that go out; the text layer implements it. */
export interface SegmentEncoder {
  /**
   * Writes a text of one GSM segment at `at`, where there is room for as many octets as it has characters, and returns how many it
   * wrote: the whole of its user data. -1, with those octets undefined, when it cannot be written so simply.
   */
  writePlainSeptets(text: string, into: Buffer, at: number): number;
  encodeSegments(
    text: string,
    encoding: 'gsm7' | 'ucs2',
    options: {
      /** Number that the parts of one text share. */
      readonly reference: number;
      readonly referenceBits: 8 | 16;
      /** Who tells the phone how parts belong together: a header in each, SAR TLVs, or nobody (one part of any length). */
      readonly carriage: 'header' | 'sar' | 'payload';
    },
  ): EncodedSegments;
}

export interface EncodedSegments {
  /** data_coding of every part. */
  readonly dataCoding: number;
  /** Whether each part begins with a user data header. */
  readonly hasUserDataHeader: boolean;
  readonly parts: readonly Buffer[];
}

/** Turns the bytes of an inbound text into words; the text layer implements it. */
export interface TextDecoder {
  decodeText(
    bytes: Buffer,
    dataCoding: number,
    options: { readonly hasUserDataHeader: boolean },
  ): { readonly text: string };
}
