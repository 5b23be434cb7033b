import type { IdSource } from '../../shared/ids';

/** Where the last group of an id begins: 48 random bits. */
const tailStart = 24;
const tailSize = 2 ** 48;

/**
 * Ids that follow a given UUIDv7 by counting up its random tail (RFC 9562, 6.2), so that one id made by the injected source
 * serves a whole request in the worker.
 */
export class IdSeries implements IdSource {
  private head = '';
  private tail = 0;

  startAt(id: string): void {
    this.head = id.slice(0, tailStart);
    this.tail = Number.parseInt(id.slice(tailStart), 16);
  }

  next(): string {
    const id = this.head + this.tail.toString(16).padStart(12, '0');
    this.tail = (this.tail + 1) % tailSize;
    return id;
  }
}
