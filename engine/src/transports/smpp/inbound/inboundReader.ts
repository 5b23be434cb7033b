import type { TransportHandlers } from '../../../delivery/transport';
import type { Clock } from '../../../shared/clock';
import type { Log } from '../../../shared/log';
import { RareWarning } from '../rareWarning';
import type { BoundSession, InboundPdu } from '../session/sessionEvents';
import type { TextDecoder } from '../text';
import { textKeyOf } from './answeredTexts';
import { readPayload, type PartOf } from './concatenation';
import type { InboundMemory } from './inboundMemory';
import { isAcknowledgement, isReceipt, looksLikeReceipt, readReceipt, saysReceipt, type Receipt } from './receipt';
import { decodeParts, writeContent, type TextBytes } from './textBytes';

/** Who stores what came; a rejected promise means that the operator must send it again. */
export type InboundStorer = Pick<TransportHandlers, 'receipt' | 'inbound' | 'inboundPart' | 'settled'>;

const mostWordsLogged = 50;

/** Reads what an operator delivers: receipts, texts, and parts of texts. */
export class InboundReader {
  /** State words that were logged: an operator sends its own with every receipt. */
  private readonly unknownStates = new Set<string>();
  private readonly unreadable: RareWarning;

  constructor(
    private readonly memory: InboundMemory,
    private readonly storer: InboundStorer,
    private readonly decoder: TextDecoder,
    private readonly log: Log,
    clock: Clock,
  ) {
    this.unreadable = new RareWarning('smpp receipt unreadable', log, clock);
  }

  /** Resolves once what the PDU brings is stored; rejects when the operator must send it again. */
  async read(pdu: InboundPdu, on: BoundSession): Promise<void> {
    const { bytes, elements, partOf } = readPayload(pdu);
    if (isAcknowledgement(pdu)) {
      const words = bytes.toString('latin1');
      const receipt = readReceipt(pdu, words);
      if (receipt !== null) await this.tell(receipt);
      else if (bytes.length === 0) this.unreadable.happened();
      if (bytes.length === 0 || saysReceipt(words)) return;
    } else if (isReceipt(pdu)) {
      return this.readReceipt(pdu, bytes.toString('latin1'));
    }
    const content: TextBytes = { bytes, elements, dataCoding: pdu.dataCoding };
    if (partOf !== null) return this.storePart(pdu, partOf, content);
    const text = decodeParts([content], this.decoder);
    return looksLikeReceipt(text) ? this.readReceipt(pdu, text) : this.storeText(pdu, text, on);
  }

  private async readReceipt(pdu: InboundPdu, text: string): Promise<void> {
    const receipt = readReceipt(pdu, text);
    // Sending it again would not make it readable.
    if (receipt === null) this.unreadable.happened();
    else await this.tell(receipt);
  }

  private async tell({ id, state, unknownState, errorCode, doneAtMs }: Receipt): Promise<void> {
    const { receiptIds } = this.memory;
    if (unknownState !== null) this.logOnce(unknownState);
    const known = await this.storer.receipt({ ...receiptIds.read(id), state, errorCode, doneAtMs });
    if (known !== null) receiptIds.learn(id, known);
  }

  private logOnce(state: string): void {
    if (this.unknownStates.has(state) || this.unknownStates.size >= mostWordsLogged) return;
    this.unknownStates.add(state);
    this.log.warn('smpp receipt with an unknown state; taken as underway', { state });
  }

  private storeText(pdu: InboundPdu, text: string, on: BoundSession): Promise<void> {
    const deduplicationKey = textKeyOf(`${endsOf(pdu)}\0${text}`);
    return this.memory.answeredTexts.take(
      deduplicationKey,
      on,
      () => this.storer.inbound({ ...addressesOf(pdu), text, deduplicationKey }),
      (untilMs) => this.storer.settled(deduplicationKey, untilMs),
    );
  }

  private storePart(pdu: InboundPdu, { reference, total, part }: PartOf, content: TextBytes): Promise<void> {
    return this.storer.inboundPart({
      ...addressesOf(pdu),
      textKey: textKeyOf(`${endsOf(pdu)}\0${reference}\0${total}`),
      part,
      total,
      text: decodeParts([content], this.decoder),
      content: writeContent(content),
    });
  }
}

const endsOf = ({ source, destination }: InboundPdu): string => `${source}\0${destination}`;

function addressesOf(pdu: InboundPdu): { from: string; to: string } {
  return { from: written(pdu.source, pdu.sourceTon), to: written(pdu.destination, pdu.destinationTon) };
}

/** An address in E.164 where its type of number says that it is one. */
function written(address: string, ton: number): string {
  return ton === 1 && /^\d{7,15}$/.test(address) ? `+${address}` : address;
}
