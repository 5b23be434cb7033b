/** One segment, as the operator saw it. */
export interface Segment {
  readonly destination: string;
  /** From 1; 1 for a text of one segment. */
  readonly part: number;
  /** Whether it confirms a STOP, which only those texts name the next step of. */
  readonly isConfirmation: boolean;
}

/** The segments among the submits of a simulated operator's log. */
export function segmentsOf(submits: readonly Readonly<Record<string, unknown>>[]): Segment[] {
  return submits.map((submit) => {
    const shortMessage = Buffer.from(String(submit['short_message']), 'hex');
    return {
      destination: String(submit['destination']),
      part: partOf(Number(submit['esm_class']), shortMessage),
      isConfirmation: shortMessage.includes('STOPALL'),
    };
  });
}

/** With a user data header (GSM 03.40, 9.2.3.24), its last octet is the number of the part. */
function partOf(esmClass: number, shortMessage: Buffer): number {
  if ((esmClass & 0x40) === 0) return 1;
  return shortMessage[shortMessage[0] as number] as number;
}
