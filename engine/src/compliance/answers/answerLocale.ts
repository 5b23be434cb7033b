import { parsePhoneNumber } from '../../contacts/phoneNumber';

/** The language that most people of a country read, where we write it; English elsewhere. */
const languageOfCountry: Readonly<Record<string, string>> = {
  ...{ PL: 'pl', CZ: 'cs', SK: 'sk', UA: 'uk', IT: 'it', SM: 'it' },
  ...{ DE: 'de', AT: 'de', CH: 'de', LI: 'de', FR: 'fr', MC: 'fr', BE: 'fr', LU: 'fr' },
  ...{ ES: 'es', MX: 'es', AR: 'es', CL: 'es', CO: 'es', PE: 'es', EC: 'es', UY: 'es', PY: 'es', BO: 'es', CR: 'es' },
};

/** What tells the language of a person. */
export interface LanguageClues {
  /** BCP 47, of the contact. */
  readonly language: string | null;
  /** ISO 639-1: the one language that the person's words belong to. */
  readonly replyLanguage: string | null;
  /** ISO 3166-1 alpha-2, of the contact. */
  readonly country: string | null;
  /** E.164. */
  readonly number: string;
}

/** The language (BCP 47) to answer a person in: their own, else that of their words, else that of their country. */
export function answerLocaleOf({ language, replyLanguage, country, number }: LanguageClues): string {
  if (language !== null) return language;
  if (replyLanguage !== null) return replyLanguage;
  return languageOfCountry[country ?? countryOf(number) ?? ''] ?? 'en';
}

function countryOf(number: string): string | null {
  try {
    return parsePhoneNumber(number, null).country;
  } catch {
    return null;
  }
}
