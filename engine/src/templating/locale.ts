const fallbackLocale = 'en';
const usable = new Map<string, string>();

/**
 * A language tag as the formatters take it: language, script and region of what is known on this machine, else English.
 * Extensions are dropped, so that tags from flows cannot grow the formatters' caches without end.
 */
export function usableLocale(tag: string): string {
  const known = usable.get(tag);
  if (known !== undefined) return known;
  const locale = readTag(tag);
  if (usable.size < 1_000) usable.set(tag, locale);
  return locale;
}

function readTag(tag: string): string {
  try {
    const [supported] = Intl.DateTimeFormat.supportedLocalesOf(tag.replaceAll('_', '-'));
    return supported === undefined ? fallbackLocale : new Intl.Locale(supported).baseName;
  } catch {
    return fallbackLocale;
  }
}
