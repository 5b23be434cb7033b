import type { AppendOutcome, MessageState, NewMessage } from '../../delivery/message';

/** The message that has a deduplication key. */
export interface KeyHolder {
  readonly id: string;
  readonly state: MessageState;
}

/** Whether a message in this state leaves its key to the next one: it never left, and never will. */
export const givesWay = (state: MessageState): boolean => state === 'blocked' || state === 'cancelled';

/**
 * What an append in order comes to, given who holds each key in the store: an outcome for each message, and the messages
 * to insert. A blocked or cancelled holder gives way to the next message with its key, also within the call.
 */
export function deduplicate(
  messages: readonly NewMessage[],
  holders: ReadonlyMap<string, KeyHolder>,
): { outcomes: AppendOutcome[]; inserts: NewMessage[] } {
  const newest = new Map<string, NewMessage>();
  const outcomes = messages.map((message): AppendOutcome => {
    const key = message.deduplicationKey;
    if (key === null) return { outcome: 'appended', id: message.id };
    const holder = newest.get(key) ?? holders.get(key);
    if (holder !== undefined && !givesWay(holder.state)) {
      return { outcome: 'duplicate', id: holder.id, state: holder.state };
    }
    newest.set(key, message);
    return { outcome: 'appended', id: message.id };
  });
  const inserts = messages.filter((message) => {
    const key = message.deduplicationKey;
    return key === null || newest.get(key) === message;
  });
  return { outcomes, inserts };
}
