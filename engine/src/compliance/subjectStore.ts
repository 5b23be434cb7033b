import type { StoredTable } from './dataInventory';

/** What one person is found by in the store. */
export interface SubjectKeys {
  /** Null where the number belongs to no contact. */
  readonly contactId: string | null;
  /** E.164; null where only its hash is known. */
  readonly number: string | null;
  readonly numberKey: string;
}

/** The rows that are held on a person, by table; each row has the columns that the person is shown, by their stored names. */
export type SubjectRows = Readonly<Record<StoredTable, readonly Readonly<Record<string, unknown>>[]>>;

/** Reading a person's data as the domain needs it stored. */
export interface SubjectStore {
  /** Everything that is held on a person and not tagged to be omitted. */
  readSubject(subject: SubjectKeys): Promise<SubjectRows>;
}
