import type { SubmitOutcome, Transport, TransportHandlers, TransportMessage } from '../../delivery/transport';
import type { Clock } from '../../shared/clock';
import { toZgodaError } from '../../shared/errors';
import type { Log } from '../../shared/log';
import type { Random } from '../../shared/random';
import { guarded } from './guarded';
import { InboundMemory } from './inbound/inboundMemory';
import { InboundReader } from './inbound/inboundReader';
import { Link } from './link/link';
import { Pacer } from './link/pacer';
import { PacerTurns } from './link/pacerTurns';
import type { LinkStatistics } from './link/linkStatistics';
import type { Submittable } from './link/submission';
import { longestPassword } from './session/closeReason';
import { linkSettings } from './linkSettings';
import { createSubmitComposer } from './outbound/submitComposer';
import type { SmppLinkOptions } from './smppLinkOptions';
import type { SegmentEncoder, TextDecoder } from './text';

export interface SmppPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly encode: SegmentEncoder;
  readonly decode: TextDecoder;
  /** Shared by the transports of one account; without them this one has its own. */
  readonly memory?: InboundMemory;
  readonly turns?: PacerTurns;
}

/** The port, with what only SMPP can tell. */
export interface SmppTransport extends Transport {
  statistics(): LinkStatistics;
}

/**
 * A route to an operator over SMPP 3.3, 3.4 or 5.0. Throws `sender_invalid` for an account sender that cannot be used.
 * Part ids, in outcomes and in receipts, are canonical: lower case, without leading zeros, as submit_sm_resp writes them.
 */
export function createSmppTransport(options: SmppLinkOptions, ports: SmppPorts): SmppTransport {
  const { clock, log, random } = ports;
  const compose = createSubmitComposer(options, ports.encode, random);
  const composeWithoutTlvs = createSubmitComposer({ ...options, interfaceVersion: 0x33 }, ports.encode, random);
  let handlers: TransportHandlers | null = null;

  const opened = (): TransportHandlers => {
    if (handlers === null) throw new Error('not open');
    return handlers;
  };
  const memory = ports.memory ?? createInboundMemory(options, clock);
  const inbound = new InboundReader(
    memory,
    {
      receipt: async (receipt) => opened().receipt(receipt),
      inbound: async (message) => opened().inbound(message),
      inboundPart: async (part) => opened().inboundPart(part),
      settled: async (key, untilMs) => opened().settled(key, untilMs),
    },
    ports.decode,
    log,
    clock,
  );
  const link = new Link(
    linkSettings(options),
    {
      // The link has more to do after it told of these.
      status: (status) => guarded(log, () => opened().status(status)),
      drained: () => guarded(log, () => opened().drained()),
      delivered: (pdu, on) => inbound.read(pdu, on),
    },
    {
      clock,
      random,
      log,
      writeText: ports.encode.writePlainSeptets,
      turns: ports.turns ?? createPacerTurns(options.segmentsPerSecond, clock, log),
    },
  );

  return {
    name: 'smpp',
    open(given) {
      handlers = given;
      if (options.password.length > longestPassword) {
        log.warn('smpp password is longer than the 8 characters of SMPP 3.4; it is sent as it is');
      }
      link.open();
    },
    room: () => link.room(),
    urgentRoom: () => link.urgentRoom(),
    submit(message: TransportMessage, done: (outcome: SubmitOutcome) => void) {
      let composed: Submittable;
      try {
        composed = link.takesTlvs ? compose(message) : composeWithoutTlvs(message);
      } catch (error) {
        process.nextTick(done, { outcome: 'rejected', status: toZgodaError(error).code });
        return;
      }
      link.submit(composed, message.purpose === 'service', done);
    },
    revoke: (ids) => link.revoke(ids),
    status: () => link.status(),
    statistics: () => link.statistics(),
    async close(drainMs) {
      await link.close(drainMs);
      if (ports.memory === undefined) memory.close();
    },
  };
}

/** The pacer that transports of one account share. `segmentsPerSecond` may be Infinity. */
export function createPacerTurns(segmentsPerSecond: number, clock: Clock, log: Log): PacerTurns {
  return new PacerTurns(new Pacer(segmentsPerSecond, clock.monotonicMs()), clock, log);
}

/** The memory that transports of one account share. */
export function createInboundMemory(
  { receipts, receiptIds = 'auto' }: Pick<SmppLinkOptions, 'receipts' | 'receiptIds'>,
  clock: Clock,
): InboundMemory {
  // Without receipts there is nothing to learn from.
  return new InboundMemory(receipts === 'none' ? 'same' : receiptIds, clock);
}
