import { sql } from 'kysely';
import type { MessageState } from '../../delivery/message';
import type { Lease, OutboxStore } from '../../delivery/outboxStore';
import type { Session } from '../session';
import { answerLost, cancelAsked, isFirstLossSql } from './reasons';
import { messageIdOf, type Report, type Tell } from './reports';

/** What `claimMessages` is given. */
export interface Claim {
  readonly route: string;
  readonly lease: Lease;
  readonly limit: number;
  readonly leaseMs: number;
  readonly nowMs: number;
}

/** Where the last group of a UUIDv7 begins: random bits. */
const tailStart = 24;

const holding = ({ name, fence }: Pick<Lease, 'name' | 'fence'>): string => `${name}#${fence}`;

/** What a claimed message carries: name and fence of the lease, and what tells one claim under it from another. */
export const claimToken = (lease: Lease, id: string): string => `${holding(lease)}#${id.slice(tailStart)}`;

/** The last group may be all digits, as a fence is; claims made before versions that tell one from another end with the fence. */
const tokenForms = [/^(.*)#(\d+)#[0-9a-f]{12}$/s, /^(.*)#(\d+)$/s];

function leaseOf(token: string): Pick<Lease, 'name' | 'fence'> {
  const [, name = '', fence = ''] = tokenForms.map((form) => form.exec(token)).find((found) => found !== null) ?? [];
  return { name, fence: Number(fence) };
}

/** The verbs that take claims back, over one session. */
export function createClaimQueries(session: Session, tell: Tell): Pick<OutboxStore, 'expireClaims' | 'giveBackClaims'> {
  const { db } = session;
  const isErased = sql<boolean>`not exists (select 1 from messages where sequence = message_sequence and number is not null)`;
  const isOver = sql<boolean>`(${isErased} or reason is not distinct from ${cancelAsked})`;

  /** Claims whose time ended, and whose lease nobody holds. */
  async function readAbandoned(route: string, own: Lease, nowMs: number): Promise<string[]> {
    const atMs = session.serverTime ?? sql<number>`${nowMs}`;
    const overdue = await session.rows(
      db
        .selectFrom('deliveries')
        .select('claim')
        .distinct()
        .where('route', '=', route)
        .where('state', '=', sql.lit('claimed'))
        .where('claim_expires_at_ms', '<=', atMs),
    );
    const tokens = overdue.flatMap(({ claim }) => claim ?? []).filter((token) => !isUnder(own, token));
    if (tokens.length === 0) return [];
    const names = tokens.map((token) => leaseOf(token).name);
    const living = await session.rows(
      db
        .selectFrom('leases')
        .select(['name', 'fence'])
        .where(session.among('name', names))
        .where('owner', '<>', '')
        .where('expires_at_ms', '>', atMs),
    );
    const held = new Set(living.map(holding));
    return tokens.filter((token) => !held.has(holding(leaseOf(token))));
  }

  return {
    async expireClaims(route, lease, resend, nowMs) {
      const abandoned = await readAbandoned(route, lease, nowMs);
      // An erased message has nothing left to send; a claim kept on an uncertain one lets its sender still settle it.
      const resendable = sql<boolean>`${resend ? 1 : 0} = 1 and ${sql.raw(isFirstLossSql)} and not ${isErased}`;
      const rows = await session.rows<Report>(
        db
          .updateTable('deliveries')
          .set({
            state: sql<MessageState>`case when ${resendable} then 'queued' else 'uncertain' end`,
            reason: sql<string | null>`case when ${resendable} then ${answerLost} else reason end`,
            claim: sql<string | null>`case when ${resendable} then null else claim end`,
            claim_expires_at_ms: null,
            changed_at_ms: nowMs,
          })
          .where('route', '=', route)
          .where('state', '=', sql.lit('claimed'))
          .where(({ or, and, not, exists, selectFrom }) =>
            or([
              session.among('claim', abandoned),
              and([
                startsWith(`${lease.name}#`),
                not(under(lease)),
                // One whose lease has gone to another must not take back what that one claimed.
                exists(
                  selectFrom('leases')
                    .select('name')
                    .where('name', '=', lease.name)
                    .where('owner', '=', lease.owner)
                    .where('fence', '=', lease.fence),
                ),
              ]),
            ]),
          )
          .returning([messageIdOf.as('messageId'), 'state']),
      );
      await tell(
        rows.filter(({ state }) => state === 'uncertain'),
        nowMs,
      );
      return rows.length;
    },

    async giveBackClaims(route, lease, known, nowMs) {
      const rows = await session.rows<Report>(
        db
          .updateTable('deliveries')
          .set({
            state: sql<MessageState>`case when ${isOver} then 'cancelled' else 'queued' end`,
            reason: sql<string | null>`case when ${isErased} then 'erased' when reason = ${answerLost} then reason end`,
            final_at_ms: sql<number | null>`case when ${isOver} then cast(${nowMs} as bigint) end`,
            claim: null,
            claim_expires_at_ms: null,
            changed_at_ms: nowMs,
          })
          .where('route', '=', route)
          .where('state', '=', sql.lit('claimed'))
          .where(under(lease))
          .where(({ not }) => not(session.among('claim', known)))
          .returning([messageIdOf.as('messageId'), 'state']),
      );
      await tell(
        rows.filter(({ state }) => state === 'cancelled'),
        nowMs,
      );
      return rows.length;
    },
  };
}

const isUnder = (lease: Lease, token: string): boolean => holding(leaseOf(token)) === holding(lease);

/** Claimed under this very lease, not under its name when it had another owner. */
function under(lease: Lease) {
  return startsWith(`${holding(lease)}#`);
}

function startsWith(prefix: string) {
  return sql<boolean>`substr(claim, 1, ${prefix.length}) = ${prefix}`;
}
