import type { SuppressionReason } from './suppression';

/** What a decision of the gate turned on. */
export type GateBasis =
  /** A service text: needs no consent. */
  | 'service'
  | 'consent'
  | 'guardian_consent'
  | 'no_consent'
  | 'refused'
  | 'unconfirmed'
  | 'withdrawn_consent'
  | 'minor'
  | SuppressionReason;

/** What a decision of the gate rests on: enough to explain it years later. It names nobody. */
export interface GateGround {
  readonly basis: GateBasis;
  /** Id of the rule of law that was applied (`PL/marketing/2024-11-10`); null for a service text. */
  readonly rule: string | null;
  /** Since when the basis holds, epoch ms: the time of the consent, the withdrawal, the suppression. */
  readonly sinceMs: number | null;
}

/** The ground as it is stored with a message: `consent PL/marketing/2024-11-10 1767603600000`. */
export function formatGround({ basis, rule, sinceMs }: GateGround): string {
  return [basis, rule ?? '-', sinceMs ?? '-'].join(' ');
}

/** Reads what `formatGround` wrote. */
export function parseGround(stored: string): GateGround {
  const [basis, rule = '-', sinceMs = '-'] = stored.split(' ');
  return {
    basis: basis as GateBasis,
    rule: rule === '-' ? null : rule,
    sinceMs: sinceMs === '-' ? null : Number(sinceMs),
  };
}
