import type { MessageState, ReceiptRecord } from '../../delivery/message';
import { otherFormsOf } from '../../transports/smpp/messageId';
import type { OutboxContext } from './postgresOutbox';
import { run, statement } from './statement';

/** A segment that receipts are for, with where its message stands. */
export interface KnownPart {
  readonly route: string;
  readonly partId: string;
  readonly sequence: number;
  /** Null until its receipt came, and always where it is the message's only segment. */
  readonly partState: ReceiptRecord['state'] | null;
  readonly messageState: MessageState;
  readonly parts: number;
  readonly messageId: string;
  readonly claimedAtMs: number | null;
}

/** Known segments by `partName`. */
export type KnownParts = Map<string, KnownPart>;

const findParts = statement<KnownPart>(
  'zgoda_find_parts',
  `SELECT part.route, part.part_id AS "partId", part.message_sequence AS sequence, part.state AS "partState",
    delivery.state AS "messageState", delivery.parts, message.id AS "messageId",
    delivery.claimed_at_ms AS "claimedAtMs"
  FROM unnest($1::text[], $2::text[]) AS given (route, part_id)
  JOIN message_parts AS part ON part.route = given.route AND part.part_id = given.part_id
  JOIN deliveries AS delivery ON delivery.message_sequence = part.message_sequence
  JOIN messages AS message ON message.sequence = part.message_sequence`,
);

/** The segments that receipts may be for, in every form that counts. */
export async function findKnown({ client }: OutboxContext, receipts: readonly ReceiptRecord[]): Promise<KnownParts> {
  const names = receipts.flatMap((receipt) => idsOf(receipt).map((partId) => ({ route: receipt.route, partId })));
  const found = await run(client, findParts, [names.map(({ route }) => route), names.map(({ partId }) => partId)]);
  return new Map(found.map((part) => [partName(part), part]));
}

/** The known ids that a receipt may be for; first the one that is written as in the receipt. */
export function knownIds(known: KnownParts, receipt: ReceiptRecord): string[] {
  return idsOf(receipt).filter((partId) => known.has(partName({ route: receipt.route, partId })));
}

/** Whether a segment waits for its receipt; one of several in a batch for the same segment looks the same. */
export const isOpen = (part: KnownPart | undefined): part is KnownPart =>
  part !== undefined && part.partState === null && part.messageState === 'submitted';

/** Tells segments of all routes apart. */
export const partName = ({ route, partId }: { route: string; partId: string }): string => `${route} ${partId}`;

function idsOf({ partId, anyForm }: ReceiptRecord): string[] {
  return anyForm ? [partId, ...otherFormsOf(partId)] : [partId];
}
