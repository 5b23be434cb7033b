import { ZgodaError } from '../../shared/errors';
import { initial } from './0001-initial';
import { templates } from './0002-templates';
import { consentProof } from './0003-consent-proof';
import { optInRequests } from './0004-opt-in-requests';
import { dataCare } from './0007-data-care';
import { subjectRequests } from './0008-subject-requests';
import { inboundParts } from './0009-inbound-parts';
import { eventsByKind } from './0010-events-by-kind';
import { personsByBlock } from './0011-persons-by-block';
import type { Migration } from './migration';

/** Every step of the schema, in order. */
export const migrations: readonly Migration[] = [
  initial,
  templates,
  consentProof,
  optInRequests,
  dataCare,
  subjectRequests,
  inboundParts,
  eventsByKind,
  personsByBlock,
];

/** The schema that this version of Zgoda reads and writes. */
export const knownVersion = migrations.at(-1)?.version ?? 0;

/** The steps still to run on a store of version `found` (0: empty). Throws `store_newer`. */
export function stepsFrom(found: number, steps: readonly Migration[] = migrations): readonly Migration[] {
  const known = steps.at(-1)?.version ?? 0;
  if (found > known) throw new ZgodaError('store_newer', { found, known });
  return steps.filter(({ version }) => version > found);
}

/** The table that keeps which steps have run; both engines make it before anything else. */
export const migrationsTable = (integer: string): string =>
  `CREATE TABLE IF NOT EXISTS migrations (
    version ${integer} NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    applied_at_ms ${integer} NOT NULL
  )`;
