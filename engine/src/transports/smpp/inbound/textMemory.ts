import type { Clock } from '../../../shared/clock';
import { DeduplicationKeys } from './deduplicationKeys';
import { Reassembler, type ReassemblySettings } from './reassembler';

/** What reading a text takes beyond its own PDU: one for all connections of an account, since parts come on any of them. */
export class TextMemory {
  readonly reassembler: Reassembler;
  readonly keys: DeduplicationKeys;

  constructor(settings: ReassemblySettings, clock: Clock) {
    this.reassembler = new Reassembler(settings, clock);
    this.keys = new DeduplicationKeys(clock);
  }

  /** Hands over unfinished texts whose parts were answered already. */
  close(): Promise<void> {
    return this.reassembler.close();
  }
}
