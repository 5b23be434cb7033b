import type { TransportInbound, TransportReceipt } from '../../../delivery/transport';
import type { Log } from '../../../shared/log';
import type { ReceiptIdForm } from '../messageId';
import type { BoundSession, InboundPdu } from '../session/sessionEvents';
import type { TextDecoder } from '../text';
import { readPayload } from './concatenation';
import { ReceiptIds } from './receiptIds';
import { isReceipt, looksLikeReceipt, readReceipt, type Receipt } from './receipt';
import type { TextBytes } from './reassembler';
import type { TextMemory } from './textMemory';

/** Who stores what came; a rejected promise means that the operator must send it again. */
export interface InboundStorer {
  receipt(receipt: TransportReceipt): Promise<void>;
  inbound(message: TransportInbound): Promise<void>;
}

/** Reads what an operator delivers: receipts, and texts put together from their parts. */
export class InboundReader {
  private readonly receiptIds: ReceiptIds;

  constructor(
    receiptIds: 'auto' | ReceiptIdForm,
    private readonly texts: TextMemory,
    private readonly storer: InboundStorer,
    private readonly decoder: TextDecoder,
    private readonly log: Log,
  ) {
    this.receiptIds = new ReceiptIds(receiptIds, (receipts) => this.tellAgain(receipts));
  }

  /** The operator gave this id to a part of a text, canonical: receipts are compared with it. */
  given(partId: string): void {
    if (this.receiptIds.learning) this.receiptIds.given(partId);
  }

  /** Resolves once what the PDU brings is stored; rejects when the operator must send it again. */
  async read(pdu: InboundPdu, on: BoundSession): Promise<void> {
    const { bytes, elements, partOf } = readPayload(pdu);
    if (isReceipt(pdu)) return this.readReceipt(pdu, bytes.toString('latin1'));
    const content: TextBytes = { bytes, elements, dataCoding: pdu.dataCoding };
    const ends = `${pdu.source}\0${pdu.destination}`;
    if (partOf === null) {
      const text = this.decode([content]);
      return looksLikeReceipt(text) ? this.readReceipt(pdu, text) : this.store(pdu, ends, text, on);
    }
    const key = `${ends}\0${partOf.reference}\0${partOf.total}`;
    return this.texts.reassembler.add(key, partOf, content, (parts) => this.store(pdu, key, this.decode(parts), on));
  }

  private async readReceipt(pdu: InboundPdu, text: string): Promise<void> {
    const receipt = readReceipt(pdu, text);
    // Sending it again would not make it readable.
    if (receipt === null) this.log.warn('smpp receipt unreadable');
    else await this.tell(receipt);
  }

  private tell(receipt: Receipt): Promise<void> {
    const { state, errorCode, doneAtMs } = receipt;
    return this.storer.receipt({ partId: this.receiptIds.partIdOf(receipt), state, errorCode, doneAtMs });
  }

  private tellAgain(receipts: readonly Receipt[]): void {
    for (const receipt of receipts) {
      this.tell(receipt).catch(() => this.log.warn('smpp receipt not stored under its right id'));
    }
  }

  private async store(pdu: InboundPdu, identity: string, text: string, on: BoundSession): Promise<void> {
    const { key, taken } = this.texts.keys.begin(`${identity}\0${text}`, on);
    await this.storer.inbound({
      from: written(pdu.source, pdu.sourceTon),
      to: written(pdu.destination, pdu.destinationTon),
      text,
      deduplicationKey: key,
    });
    taken();
  }

  /** Parts that are read alike are joined first: a character may be cut in two at a border. */
  private decode(parts: readonly TextBytes[]): string {
    let text = '';
    for (let at = 0; at < parts.length;) {
      const { dataCoding, elements } = parts[at] as TextBytes;
      const alike = (part: TextBytes): boolean => part.dataCoding === dataCoding && part.elements.equals(elements);
      const run = parts.slice(at).findIndex((part) => !alike(part));
      const next = run === -1 ? parts.length : at + run;
      const header = elements.length === 0 ? [] : [Buffer.from([elements.length]), elements];
      const bytes = Buffer.concat([...header, ...parts.slice(at, next).map((part) => part.bytes)]);
      text += this.decoder.decodeText(bytes, dataCoding, { hasUserDataHeader: header.length > 0 }).text;
      at = next;
    }
    return text;
  }
}

/** An address in E.164 where its type of number says that it is one. */
function written(address: string, ton: number): string {
  return ton === 1 && /^\d{7,15}$/.test(address) ? `+${address}` : address;
}
