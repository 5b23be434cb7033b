import type { PduOf } from '../codec/pdu';
import type { SubmitAnswer } from '../codec/submitSm';
import type { CloseReason } from './closeReason';

/** A PDU that brings a text or a receipt. */
export type InboundPdu = PduOf<'deliver_sm'> | PduOf<'data_sm'>;

/** What a session tells its link. `Owner` is whatever the link gave with a request. */
export interface SessionEvents<Owner> {
  /** Requests may be sent. */
  bound(): void;
  /** `sentAtMs`: as it was given with the request. */
  answered(owner: Owner, index: number, answer: SubmitAnswer, sentAtMs: number): void;
  /** A request that was told to be lost has its answer after all. */
  answeredLate(owner: Owner, index: number, answer: SubmitAnswer): void;
  /** A request has no answer in time; `written`: it may have reached the operator. */
  lost(owner: Owner, index: number, written: boolean): void;
  /** The operator is answered once this settles: resolved as taken, rejected as "send it again". */
  delivered(pdu: InboundPdu, on: BoundSession): Promise<void>;
  /** A batch of events is over, or the socket takes bytes again: there may be room. */
  settled(): void;
  /** Over, with every request settled before. */
  closed(reason: CloseReason): void;
}

/** What a receiver of texts may know of the session that brought them. */
export interface BoundSession {
  readonly isBound: boolean;
}
