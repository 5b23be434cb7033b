import type { LedgerStore } from '../compliance/consent';
import type { ErasureRecordStore } from '../compliance/erasureJournal';
import type { ErasureStore } from '../compliance/erasureStore';
import type { GateFactStore } from '../compliance/gateFacts';
import type { RecipientStore } from '../compliance/recipients/recipientStore';
import type { SubjectRequestStore } from '../compliance/subjectRequestStore';
import type { SubjectStore } from '../compliance/subjectStore';
import type { OptInStore } from '../compliance/optInStore';
import type { RetentionStore } from '../compliance/retentionStore';
import type { SuppressionStore } from '../compliance/suppression';
import type { WordingStore } from '../compliance/wording';
import type { WithdrawalLinkStore } from '../compliance/withdrawal/withdrawalLinks';
import type { ContactStore } from '../contacts/contact';
import type { CancelStore } from '../delivery/cancelStore';
import type { EventStore } from '../delivery/eventStore';
import type { InboundPartStore } from '../delivery/inboundPartStore';
import type { InboundStore } from '../delivery/inboundStore';
import type { OutboxStore } from '../delivery/outboxStore';
import type { UncertainStore } from '../delivery/uncertainStore';
import type { TemplateStore } from '../templating/templateStore';
import type { News } from './news/news';

/** Facts about the store itself, such as the check value of its secret key. */
export interface SettingStore {
  /** Null for a setting never written. */
  readSetting(name: string): Promise<string | null>;
  writeSetting(name: string, value: string): Promise<void>;
  /** Where the store was moved to; null while it is in use. */
  readMoved(): Promise<string | null>;
  /**
   * Notes that the store was moved: from then on every change of what it holds throws `store_moved`, also in processes that have it
   * open. What they have changed before is stored when this resolves. Null takes it back.
   */
  markMoved(place: string | null): Promise<void>;
}

/** Every port that the domain declares, over one database. */
export interface Repositories
  extends
    ContactStore,
    LedgerStore,
    SuppressionStore,
    GateFactStore,
    OptInStore,
    WithdrawalLinkStore,
    ErasureStore,
    SubjectStore,
    SubjectRequestStore,
    RecipientStore,
    ErasureRecordStore,
    RetentionStore,
    OutboxStore,
    CancelStore,
    UncertainStore,
    EventStore,
    InboundStore,
    InboundPartStore,
    TemplateStore,
    WordingStore,
    SettingStore {}

/** One database: SQLite in a folder, or PostgreSQL. */
export interface Store extends Repositories, News {
  readonly kind: 'sqlite' | 'postgres';
  /**
   * Runs `work` in one transaction that has write rights from its start; rolls back when it throws. PostgreSQL runs it again
   * after a deadlock, which rolled it back: but for what the transaction does, it must bear to be run twice.
   */
  transaction<T>(work: (repositories: Repositories) => Promise<T>): Promise<T>;
  /** Null, or what people should know: another process has the store open. */
  readonly warning: string | null;
  /**
   * Copies the store to a file while it is in use, as it is at one moment: for both kinds the database file of an embedded
   * store. It brings back who is erased later: replay erasures after restoring it.
   */
  backup(file: string): Promise<void>;
  close(): Promise<void>;
}
