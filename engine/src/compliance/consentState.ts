import type { ConsentState, LedgerEntry } from './consent';

const stateByAct = {
  grant: 'granted',
  guardian_grant: 'granted',
  confirm: 'granted',
  refuse: 'refused',
  withdraw: 'withdrawn',
  expire: 'withdrawn',
  request: 'pending',
} as const satisfies Record<LedgerEntry['act'], ConsentState['state']>;

/**
 * Where a person stands after an entry. The time of the act decides, not the time of recording: an old grant that is
 * imported after a withdrawal changes nothing. A request does not touch a grant in force.
 */
export function stateAfter(
  current: ConsentState | undefined,
  entry: LedgerEntry & { readonly contactId: string },
): ConsentState {
  if (current !== undefined && entry.actedAtMs < current.sinceMs) return current;
  if (current?.state === 'granted' && entry.act === 'request') return current;
  return {
    contactId: entry.contactId,
    purpose: entry.purpose,
    state: stateByAct[entry.act],
    byGuardian: entry.act === 'guardian_grant',
    entryId: entry.id,
    sinceMs: entry.actedAtMs,
  };
}
