import type { Lease } from '../../delivery/outboxStore';
import type { StatementCache } from './statementCache';

/** Whether a lease is the newest of its name: nobody else has taken it since. */
export function createIsNewest(statements: StatementCache): (lease: Lease) => boolean {
  const newest = statements.prepare('SELECT 1 FROM leases WHERE name = ? AND owner = ? AND fence = ?');
  return ({ name, owner, fence }) => newest.get(name, owner, fence) !== undefined;
}
