import { createHash } from 'node:crypto';
import type { SubmitOutcome, Transport, TransportHandlers, TransportMessage } from '../../delivery/transport';
import type { Clock } from '../../shared/clock';
import { toZgodaError } from '../../shared/errors';
import type { Log } from '../../shared/log';
import type { Random } from '../../shared/random';
import { readPayload } from './inbound/concatenation';
import { responseIdOf } from './messageId';
import { Reassembler, type TextBytes } from './inbound/reassembler';
import { isReceipt, looksLikeReceipt, readReceipt, type Receipt } from './inbound/receipt';
import { Link } from './link/link';
import type { LinkStatistics } from './link/linkStatistics';
import { linkSettings } from './linkSettings';
import { createSubmitComposer } from './outbound/submitComposer';
import type { InboundPdu } from './session/session';
import type { SmppLinkOptions } from './smppLinkOptions';
import type { SegmentEncoder, TextDecoder } from './text';

export interface SmppPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly encode: SegmentEncoder;
  readonly decode: TextDecoder;
}

/** The port with what only SMPP can tell. */
export interface SmppTransport extends Transport {
  statistics(): LinkStatistics;
}

// A text that comes again within this time is taken for the same one, sent again.
const sameTextMs = 600_000;

/**
 * A route to an operator over SMPP 3.4 or 5.0. Throws `sender_invalid` for an unusable account sender. Part ids, in
 * outcomes and in receipts, are canonical: see `canonicalId`.
 */
export function createSmppTransport(options: SmppLinkOptions, ports: SmppPorts): SmppTransport {
  const { clock, log } = ports;
  const compose = createSubmitComposer(options, ports.encode, ports.random);
  const reassembler = new Reassembler(
    { timeoutMs: options.reassemblyTimeoutMs ?? 120_000, answerHoldMs: options.partAnswerHoldMs ?? 1_000 },
    clock,
  );
  let handlers: TransportHandlers | null = null;

  const link = new Link(
    linkSettings(options),
    {
      status: (status) => handlers?.status(status),
      drained: () => handlers?.drained(),
      delivered: (pdu) => deliver(pdu),
    },
    ports,
  );

  const deliver = async (pdu: InboundPdu): Promise<void> => {
    if (handlers === null) throw new Error('not open');
    const payload = readPayload(pdu);
    const marked = isReceipt(pdu);
    const text = marked ? payload.bytes.toString('latin1') : '';
    if (marked) return deliverReceipt(handlers, readReceipt(pdu, text));
    const key = `${pdu.source}\0${pdu.destination}\0${payload.partOf?.reference ?? ''}\0${payload.partOf?.total ?? ''}`;
    const content = { bytes: payload.bytes, dataCoding: pdu.dataCoding };
    const hand = (parts: TextBytes[]): Promise<void> => deliverText(handlers as TransportHandlers, pdu, key, parts);
    if (payload.partOf === null) return hand([content]);
    return reassembler.add(key, payload.partOf, content, hand);
  };

  const deliverReceipt = async (to: TransportHandlers, receipt: Receipt | null): Promise<void> => {
    if (receipt === null) {
      log.warn('smpp receipt unreadable');
      return;
    }
    const form = options.receiptIds === undefined || options.receiptIds === 'auto' ? 'same' : options.receiptIds;
    const { id, ...rest } = receipt;
    await to.receipt({ partId: responseIdOf(id, form), ...rest });
  };

  const deliverText = async (
    to: TransportHandlers,
    pdu: InboundPdu,
    key: string,
    parts: TextBytes[],
  ): Promise<void> => {
    const text = decodeParts(parts, ports.decode);
    const plain = parts.length === 1 ? readReceiptText(pdu, text) : null;
    if (plain !== null) return deliverReceipt(to, plain);
    const window = Math.floor(clock.nowMs() / sameTextMs);
    await to.inbound({
      from: writtenNumber(pdu.source, pdu.sourceTon),
      to: writtenNumber(pdu.destination, pdu.destinationTon),
      text,
      deduplicationKey: createHash('sha256').update(`${key}\0${text}\0${window}`).digest('hex'),
    });
  };

  return {
    name: 'smpp',
    open(given) {
      handlers = given;
      if (options.password.length > 8) {
        log.warn('smpp password is longer than the 8 characters of SMPP 3.4; it is sent as it is');
      }
      link.open();
    },
    room: () => link.room(),
    submit(message: TransportMessage, done: (outcome: SubmitOutcome) => void) {
      let composed;
      try {
        composed = compose(message);
      } catch (error) {
        process.nextTick(done, { outcome: 'rejected', status: toZgodaError(error).code });
        return;
      }
      link.submit(composed, done);
    },
    status: () => link.status(),
    statistics: () => link.statistics(),
    async close(drainMs) {
      await reassembler.close();
      await link.close(drainMs);
    },
  };
}

function readReceiptText(pdu: InboundPdu, text: string): Receipt | null {
  return looksLikeReceipt(text) ? readReceipt(pdu, text) : null;
}

function decodeParts(parts: readonly TextBytes[], decode: TextDecoder): string {
  let text = '';
  for (let at = 0; at < parts.length;) {
    const { dataCoding } = parts[at] as TextBytes;
    let next = at;
    while (next < parts.length && parts[next]?.dataCoding === dataCoding) next++;
    // Joined first: a character may be cut in two at a border between parts.
    const bytes = Buffer.concat(parts.slice(at, next).map((part) => part.bytes));
    text += decode.decodeText(bytes, dataCoding, { hasUserDataHeader: false }).text;
    at = next;
  }
  return text;
}

function writtenNumber(address: string, ton: number): string {
  return ton === 1 && /^\d{7,15}$/.test(address) ? `+${address}` : address;
}
