import type { ClientBase } from 'pg';
import type {
  AppendOutcome,
  ClaimedMessage,
  MessageState,
  NewMessage,
  ReceiptRecord,
  SubmitRecord,
} from '../../delivery/message';
import type { IdSource } from '../../shared/ids';
import { deduplicate, type KeyHolder } from '../queries/deduplicate';
import { blockReasonSql, claimToken, earlyReceiptMs, type HotOutbox } from '../queries/outbox';
import type { PostgresLocks } from './postgresLocks';
import { storableText } from './postgresSession';
