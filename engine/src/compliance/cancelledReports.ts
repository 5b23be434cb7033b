import type { EventStore, NewEvent } from '../delivery/eventStore';

/** The port that tells flows of cancelled messages. */
export type EventRepositories = Pick<EventStore, 'appendEvents'>;

/** Tells flows that these messages will not be sent. A message is cancelled once, so the event that tells of it has its id. */
export function cancelledReports(messageIds: readonly string[], atMs: number): NewEvent[] {
  return messageIds.map((messageId) => ({
    id: messageId,
    kind: 'delivery_report',
    atMs,
    contactId: null,
    messageId,
    inboundId: null,
    state: 'cancelled',
  }));
}
