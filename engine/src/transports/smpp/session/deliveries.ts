import { commandStatus } from '../codec/commandStatus';
import type { BoundSession, InboundPdu, SessionEvents } from './sessionEvents';

// Beyond these the operator is asked to send again: memory stays bounded when the store is slow.
const mostUnanswered = 5_000;

/** Texts and receipts that came in on a session, each answered once it is dealt with. */
export class Deliveries {
  private unanswered = 0;

  constructor(
    private readonly events: Pick<SessionEvents<never>, 'delivered'>,
    /** Answers with a command_status. */
    private readonly answer: (pdu: InboundPdu, status: number) => void,
  ) {}

  /** Hands one over, and answers it as taken, or as "send it again" where that fails. */
  take(pdu: InboundPdu, on: BoundSession): void {
    if (this.unanswered >= mostUnanswered) return this.answer(pdu, commandStatus.ESME_RX_T_APPN);
    this.unanswered++;
    void this.handOver(pdu, on).then((status) => {
      this.unanswered--;
      this.answer(pdu, status);
    });
  }

  /** The status to answer with. */
  private async handOver(pdu: InboundPdu, on: BoundSession): Promise<number> {
    try {
      await this.events.delivered(pdu, on);
      return commandStatus.ESME_ROK;
    } catch {
      return commandStatus.ESME_RX_T_APPN;
    }
  }
}
