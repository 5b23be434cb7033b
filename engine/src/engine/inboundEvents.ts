import type { EventKind, StoredEvent } from '../delivery/eventStore';
import type { InboundKind, InboundSms } from '../operations/inboundSms';

const kindOfEvent: Readonly<Record<EventKind, InboundKind>> = {
  reply_stop: 'stop',
  reply_start: 'start',
  reply_help: 'help',
  reply_keyword: 'keyword',
  reply_unclear: 'unclear',
  reply_other: 'other',
  delivery_report: 'delivery',
  request_due: 'request',
};

/** The stored kinds of events that a trigger's kind stands for. */
export function eventKindOf(kind: InboundKind): EventKind[] {
  return (Object.keys(kindOfEvent) as EventKind[]).filter((each) => kindOfEvent[each] === kind);
}

/** A stored event, as flows see it. */
export function inboundSmsOf(event: StoredEvent): InboundSms {
  const { id, kind, atMs, number, contactId, text, to, messageId, campaign, state } = event;
  return {
    eventId: id,
    kind: kindOfEvent[kind],
    at: new Date(atMs).toISOString(),
    phone: number,
    contactId,
    text,
    to,
    messageId,
    campaign,
    state,
  };
}
