import type { Socket } from 'node:net';
import type { Log } from '../../../shared/log';
import { encodePdu } from '../codec/encodePdu';
import { createFrameReader, type FrameReader, type FramingProblem } from '../codec/frameReader';
import type { Pdu } from '../codec/pdu';
import { guarded, logFault } from '../guarded';
import type { BindSettings } from './bindSettings';
import { openSocket, writeBufferBytes } from './openSocket';
import { Slab } from './slab';

// A blocked socket gets no more requests: what comes on top of them are replies. Two ends that both stop reading for their
// requests would wait for each other; one that never stops would keep any number of replies.
const mostUnsentBytes = 2 * writeBufferBytes;

/** What a wire tells its session. An exception in any of these is logged and stops nothing. */
export interface WireEvents {
  /** Bytes may be written. */
  opened(): void;
  /** A batch of frames begins. */
  reading(): void;
  /** One frame, as `bytes[start, end)`, valid only during the call. */
  frame(bytes: Buffer, start: number, end: number): void;
  /** The batch is over: what was written meanwhile goes out next. */
  settled(): void;
  /** The other end took all that waited: the socket takes bytes again. */
  drained(): void;
  /** Everything written so far was handed to the socket. */
  flushed(): void;
  unreadable(problem: FramingProblem): void;
  failed(error: Error): void;
  /** The other end closed. */
  ended(): void;
}

/** A socket that reads frames and writes the PDUs of a tick at once. It stops reading while replies pile up unsent. */
export class Wire {
  /** Whether the socket has enough to send for now. */
  blocked = false;
  /** Where `reserve` gave room. */
  readonly slab: Slab;
  private readonly socket: Socket;
  private readonly reader: FrameReader;
  private isReading = false;
  private flushAsked = false;
  private closed = false;

  constructor(
    settings: BindSettings,
    private readonly events: WireEvents,
    private readonly log: Log,
  ) {
    this.slab = new Slab((bytes, reusable) => this.write(bytes, reusable));
    this.reader = createFrameReader((bytes, start, end) => this.frame(bytes, start, end));
    this.socket = openSocket(
      settings,
      () => this.guard(() => events.opened()),
      (bytes) => this.receive(bytes),
    );
    this.socket.on('drain', () => this.unblock());
    this.socket.on('error', (error) => this.guard(() => events.failed(error)));
    this.socket.on('close', () => this.guard(() => events.ended()));
  }

  /** Room for `count` bytes in `slab.bytes`, sent with the tick's others. Returns where they begin. */
  reserve(count: number): number {
    const at = this.slab.reserve(count);
    this.askFlush();
    return at;
  }

  send(pdu: Pdu): void {
    if (this.closed) return;
    this.slab.append(encodePdu(pdu));
    this.askFlush();
  }

  /** Sends what waits, then says that no more will come; what comes in is still read. */
  finish(): void {
    this.flush();
    this.socket.end();
  }

  /** Hands what waits to the socket. */
  flush(): void {
    this.flushAsked = false;
    if (!this.closed) this.slab.flush();
  }

  /** Ends it now; what waits is not sent. No more events but `ended` and `failed` follow. */
  close(): void {
    this.closed = true;
    this.slab.discard();
    this.socket.destroy();
  }

  private receive(bytes: Buffer): void {
    if (this.closed) return;
    this.isReading = true;
    this.guard(() => this.events.reading());
    const problem = this.reader.push(bytes);
    if (problem !== null && !this.closed) this.guard(() => this.events.unreadable(problem));
    if (!this.closed) this.guard(() => this.events.settled());
    this.isReading = false;
    this.flush();
  }

  private frame(bytes: Buffer, start: number, end: number): boolean {
    // Not by `guard`: a function made for each frame would be most of the garbage.
    try {
      this.events.frame(bytes, start, end);
    } catch (error) {
      logFault(this.log, error);
    }
    return !this.closed;
  }

  private askFlush(): void {
    if (this.isReading || this.flushAsked) return;
    this.flushAsked = true;
    process.nextTick(() => this.flush());
  }

  private write(bytes: Buffer, reusable: () => void): void {
    // After `finish` nothing more can go out.
    if (!this.socket.writable) return reusable();
    this.events.flushed();
    if (this.socket.write(bytes, reusable)) return;
    this.blocked = true;
    if (this.socket.writableLength > mostUnsentBytes) this.socket.pause();
  }

  private unblock(): void {
    this.blocked = false;
    if (this.closed) return;
    this.socket.resume();
    this.guard(() => this.events.drained());
  }

  private guard(work: () => void): void {
    guarded(this.log, work);
  }
}
