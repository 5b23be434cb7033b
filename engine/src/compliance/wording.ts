import type { Purpose } from '../shared/purpose';

/** A consent text as its author gives it: in one or more languages, under a name. */
export interface WordingDraft {
  /** Unique, at most 100 characters. */
  readonly name: string;
  readonly purpose: Purpose;
  /** Text by language (BCP 47), to the letter as people see it. */
  readonly texts: Readonly<Record<string, string>>;
  readonly defaultLanguage: string;
}

/** One version of a consent text. Versions are never changed: a ledger entry names the one that the person saw. */
export interface Wording extends WordingDraft {
  /** UUIDv7 of this version. */
  readonly id: string;
  /** From 1, without gaps. */
  readonly version: number;
  readonly savedAtMs: number;
}

/** Consent texts as the domain needs them stored. */
export interface WordingStore {
  /** Adds a version; false, with nothing stored, when the name has that version already (another process was first). */
  appendWording(wording: Wording): Promise<boolean>;
  /** All versions of a name, the newest first; none for an unknown one. */
  readWordingVersions(name: string): Promise<Wording[]>;
  /** All versions of all names, by name, the newest first. */
  readWordings(): Promise<Wording[]>;
}
