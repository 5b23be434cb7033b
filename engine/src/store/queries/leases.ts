import { sql } from 'kysely';
import type { Lease, OutboxStore } from '../../delivery/outboxStore';
import type { Session } from '../session';

/** Leases over one session. */
export function createLeaseQueries(session: Session): Pick<OutboxStore, 'readLeases' | 'takeLease' | 'releaseLease'> {
  const { db } = session;
  return {
    async readLeases(prefix, nowMs) {
      const rows = await session.rows(
        db
          .selectFrom(
            db.selectNoFrom((session.serverTime ?? sql<number>`cast(${nowMs} as bigint)`).as('atMs')).as('clock'),
          )
          .leftJoin('leases', (join) => join.on('name', '>=', prefix).on('name', '<', nextPrefix(prefix)))
          .select(['atMs', 'name', 'owner', 'fence', 'expires_at_ms as expiresAtMs']),
      );
      return { atMs: rows[0]?.atMs ?? nowMs, leases: rows.flatMap(leaseOf) };
    },

    async takeLease(name, owner, leaseMs, atMs) {
      const [lease] = await session.rows(
        db
          .insertInto('leases')
          .values({ name, owner, fence: 1, expires_at_ms: atMs + leaseMs })
          .onConflict((conflict) =>
            conflict
              .column('name')
              .doUpdateSet({
                owner: (eb) => eb.ref('excluded.owner'),
                fence: sql<number>`leases.fence + case when leases.owner = excluded.owner then 0 else 1 end`,
                expires_at_ms: (eb) => eb.ref('excluded.expires_at_ms'),
              })
              .where(({ eb, or, ref }) =>
                or([
                  eb('leases.owner', '=', ref('excluded.owner')),
                  eb('leases.expires_at_ms', '<=', atMs),
                  eb('leases.expires_at_ms', '>', atMs + 2 * leaseMs),
                ]),
              ),
          )
          .returning(['name', 'owner', 'fence', 'expires_at_ms as expiresAtMs']),
      );
      return lease ?? null;
    },

    async releaseLease(lease) {
      await session.change(
        db
          .updateTable('leases')
          .set({ owner: '', expires_at_ms: 0 })
          .where('name', '=', lease.name)
          .where('owner', '=', lease.owner)
          .where('fence', '=', lease.fence),
      );
    },
  };
}

/** The first name, in the order of bytes, behind all that begin with `prefix`. */
function nextPrefix(prefix: string): string {
  const last = prefix.length - 1;
  return prefix.slice(0, last) + String.fromCharCode(prefix.charCodeAt(last) + 1);
}

function leaseOf(row: { [Column in keyof Lease]: Lease[Column] | null }): Lease[] {
  const { name, owner, fence, expiresAtMs } = row;
  return name === null || owner === null || fence === null || expiresAtMs === null
    ? []
    : [{ name, owner, fence, expiresAtMs }];
}
