/** Largest lawful sequence_number (SMPP 3.4 section 5.1.4). */
export const largestSequence = 0x7fffffff;

/**
 * The requests in flight on one session, found by sequence number in one step. A slot belongs to a sequence number by
 * its low bits; a number whose slot is still taken by an older request is skipped.
 */
export class RequestRing<Owner> {
  /** Requests in flight. */
  size = 0;
  private readonly mask: number;
  private readonly owners: (Owner | null)[];
  private readonly sequences: Uint32Array;
  private readonly indexes: Uint16Array;
  private readonly sentAtMs: Float64Array;
  /** Position in the order of sending: tells what a flush has covered. */
  private readonly ordinals: Float64Array;
  private nextSequence = 1;
  private lastOrdinal = 0;
  private flushedOrdinal = 0;

  /** `capacity`: most requests in flight at once. */
  constructor(private readonly capacity: number) {
    // Twice the window, so that a late answer rarely makes a number be skipped.
    const slots = 2 ** Math.ceil(Math.log2(Math.max(2, capacity * 2)));
    this.mask = slots - 1;
    this.owners = new Array<Owner | null>(slots).fill(null);
    this.sequences = new Uint32Array(slots);
    this.indexes = new Uint16Array(slots);
    this.sentAtMs = new Float64Array(slots);
    this.ordinals = new Float64Array(slots);
  }

  /** Requests that may still be added. */
  get free(): number {
    return this.capacity - this.size;
  }

  /** A sequence number for a request that is not kept in the ring. */
  takeSequence(): number {
    const sequence = this.nextSequence;
    this.nextSequence = sequence === largestSequence ? 1 : sequence + 1;
    return sequence;
  }

  /** Adds a request and returns its sequence number. There must be room (`free`). */
  add(owner: Owner, index: number, nowMs: number): number {
    let sequence = this.takeSequence();
    while (this.owners[sequence & this.mask] !== null) sequence = this.takeSequence();
    const slot = sequence & this.mask;
    this.owners[slot] = owner;
    this.sequences[slot] = sequence;
    this.indexes[slot] = index;
    this.sentAtMs[slot] = nowMs;
    this.ordinals[slot] = ++this.lastOrdinal;
    this.size++;
    return sequence;
  }

  /** Notes that every request added so far was handed to the socket. */
  markFlushed(): void {
    this.flushedOrdinal = this.lastOrdinal;
  }

  /** The slot of a request in flight; -1 for a number that is not (late, or never sent). */
  find(sequence: number): number {
    const slot = sequence & this.mask;
    return this.owners[slot] !== null && this.sequences[slot] === sequence ? slot : -1;
  }

  indexAt(slot: number): number {
    return this.indexes[slot] as number;
  }

  sentAt(slot: number): number {
    return this.sentAtMs[slot] as number;
  }

  /** Calls `visit` with the owner of each request in flight. */
  eachOwner(visit: (owner: Owner) => void): void {
    for (const owner of this.owners) if (owner !== null) visit(owner);
  }

  /** Removes the request in a slot that `find` returned, and returns its owner. */
  take(slot: number): Owner {
    const owner = this.owners[slot] as Owner;
    this.owners[slot] = null;
    this.size--;
    return owner;
  }

  /** Removes every request sent at or before `sentByMs`, in order of sending, telling whether each was handed to the socket. */
  takeSentBy(sentByMs: number, lost: (owner: Owner, index: number, written: boolean, sequence: number) => void): void {
    if (this.size === 0) return;
    const slots: number[] = [];
    for (let slot = 0; slot <= this.mask; slot++) {
      if (this.owners[slot] !== null && (this.sentAtMs[slot] as number) <= sentByMs) slots.push(slot);
    }
    slots.sort((a, b) => (this.ordinals[a] as number) - (this.ordinals[b] as number));
    for (const slot of slots) {
      const written = (this.ordinals[slot] as number) <= this.flushedOrdinal;
      lost(this.take(slot), this.indexAt(slot), written, this.sequences[slot] as number);
    }
  }
}
