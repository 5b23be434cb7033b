/** A text in the languages that Zgoda speaks to people in. */
export interface Words {
  readonly en: string;
  readonly pl: string;
}

/** The key of a language's words. */
export type Language = keyof Words;

/** Languages of documents, in the order in which they are offered. */
export const languages = ['en', 'pl'] as const satisfies readonly Language[];
