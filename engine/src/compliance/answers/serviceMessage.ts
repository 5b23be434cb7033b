import type { NewMessage } from '../../delivery/message';
import { formatGround } from '../gateGround';
import type { WrittenAnswer } from './answer';

/** Where a text of the engine's own goes, and from whom it comes. */
export type ServiceAddress = Pick<NewMessage, 'route' | 'number' | 'numberKey' | 'contactId' | 'sender'>;

/** That of every service text. */
const priority = 10;

/** A text of the engine's own, ready for the outbox: a service text that needs no consent. */
export function serviceMessage(
  id: string,
  address: ServiceAddress,
  { text, encoding, segments }: WrittenAnswer,
  deduplicationKey: string,
): NewMessage {
  return {
    ...{ id, ...address, text, encoding, segments, deduplicationKey, priority },
    campaign: null,
    purpose: 'service',
    state: 'queued',
    reason: null,
    consentEntryId: null,
    notBeforeMs: null,
    ground: formatGround({ basis: 'service', rule: null, sinceMs: null }),
    place: null,
  };
}
