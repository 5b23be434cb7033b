import type { Clock } from '../shared/clock';
import { toZgodaError, ZgodaError } from '../shared/errors';
import type { IdSource } from '../shared/ids';
import type { Purpose } from '../shared/purpose';
import { failure, success, type Result } from '../shared/result';
import { sha256 } from '../shared/sha256';
import type { Wording, WordingDraft, WordingStore } from './wording';

/** What saving the text of one language is asked. */
export interface SaveWordingInput {
  /** Its name. */
  readonly wording: string;
  readonly text: string;
  readonly language: string;
  readonly purpose: Purpose;
  readonly isDefault: boolean;
}

/** What was saved, as flows see it. */
export interface SaveWordingResult {
  readonly wordingId: string;
  readonly wording: string;
  /** From 1; the same text again makes no new one. */
  readonly version: number;
  readonly purpose: Purpose;
  /** The languages that it has now. */
  readonly languages: readonly string[];
  readonly defaultLanguage: string;
  /** Hex SHA-256 of the text that was given, as ledger entries hold it. */
  readonly sha256: string;
}

/** Saves consent texts. */
export interface Wordings {
  /** One result for each input, in order: several languages of one wording are saved one after the other. */
  save(inputs: readonly SaveWordingInput[]): Promise<Result<SaveWordingResult>[]>;
  /** Every text that was ever saved: by name, the newest version first, then by language. */
  list(): Promise<SavedText[]>;
}

/** The text of one language in one version of a wording. */
export interface SavedText {
  readonly wording: string;
  readonly version: number;
  readonly language: string;
  readonly purpose: Purpose;
  /** ISO 8601, UTC. */
  readonly savedAt: string;
  /** Hex SHA-256 of the text, as ledger entries hold it. */
  readonly sha256: string;
  readonly text: string;
}

/** What wordings need from outside. */
export interface WordingPorts {
  readonly store: WordingStore;
  readonly clock: Clock;
  readonly ids: IdSource;
}

const attempts = 5;

/** The consent texts of one store. */
export function createWordings(ports: WordingPorts): Wordings {
  return {
    async save(inputs) {
      const results: Result<SaveWordingResult>[] = [];
      for (const input of inputs) {
        try {
          results.push(success(resultOf(await saveText(input, ports), input.text)));
        } catch (thrown) {
          results.push(failure(toZgodaError(thrown)));
        }
      }
      return results;
    },
    list: async () => (await ports.store.readWordings()).flatMap(textsOf),
  };
}

function textsOf({ name, version, purpose, savedAtMs, texts }: Wording): SavedText[] {
  const savedAt = new Date(savedAtMs).toISOString();
  const languages = Object.keys(texts).sort();
  return languages.map((language) => {
    const text = texts[language] ?? '';
    return { wording: name, version, language, purpose, savedAt, sha256: sha256(text), text };
  });
}

async function saveText(input: SaveWordingInput, { store, clock, ids }: WordingPorts): Promise<Wording> {
  const language = checkedLanguage(input.language);
  if (input.text.trim() === '') throw new ZgodaError('wording_refused', { problem: 'The text is empty.' });
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const [newest] = await store.readWordingVersions(input.wording);
    if (newest !== undefined && newest.purpose !== input.purpose) {
      const problem = `It is a wording on ${newest.purpose} texts; take another name for another purpose.`;
      throw new ZgodaError('wording_refused', { problem });
    }
    const draft = draftOf(input, language, newest);
    if (newest !== undefined && isSame(newest, draft)) return newest;
    const version = (newest?.version ?? 0) + 1;
    const wording: Wording = { ...draft, id: ids.next(), version, savedAtMs: clock.nowMs() };
    if (await store.appendWording(wording)) return wording;
  }
  throw new ZgodaError('store_busy');
}

function checkedLanguage(language: string): string {
  try {
    return Intl.getCanonicalLocales(language.replaceAll('_', '-'))[0] ?? language;
  } catch (cause) {
    throw new ZgodaError('invalid_input', { field: 'Language', problem: 'it is not a language code' }, cause);
  }
}

function draftOf(input: SaveWordingInput, language: string, newest: Wording | undefined): WordingDraft {
  return {
    name: input.wording,
    purpose: input.purpose,
    texts: { ...newest?.texts, [language]: input.text },
    defaultLanguage: input.isDefault || newest === undefined ? language : newest.defaultLanguage,
  };
}

function isSame(one: WordingDraft, other: WordingDraft): boolean {
  const texts = Object.entries(other.texts);
  return (
    one.defaultLanguage === other.defaultLanguage &&
    texts.length === Object.keys(one.texts).length &&
    texts.every(([language, text]) => one.texts[language] === text)
  );
}

function resultOf({ id, name, version, purpose, texts, defaultLanguage }: Wording, text: string): SaveWordingResult {
  const languages = Object.keys(texts).sort();
  return { wordingId: id, wording: name, version, purpose, languages, defaultLanguage, sha256: sha256(text) };
}
