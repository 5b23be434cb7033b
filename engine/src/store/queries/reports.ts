import { sql } from 'kysely';
import type { MessageState } from '../../delivery/message';

/** A message that flows are told of, with the state that it has come to. */
export interface Report {
  readonly messageId: string;
  readonly state: MessageState;
}

/** The id of the message of a row of `deliveries`, for what a change of it returns. */
export const messageIdOf = sql<string>`(select id from messages where sequence = message_sequence)`;

/** Appends the `delivery_report` events of messages. It takes the lock on events, so it is the last that a transaction does. */
export type Tell = (reports: readonly Report[], nowMs: number) => Promise<void>;
