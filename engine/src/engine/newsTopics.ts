/** What processes of one store announce to each other: that texts wait to be sent, service texts apart, and any other change. */
export const newsTopics = {
  texts: (route: string): string => `texts ${route}`,
  serviceTexts: (route: string): string => `service texts ${route}`,
  changes: 'changes',
} as const;

/** Texts that others accepted are sent so soon at the latest, as far as this goes. */
export const textsEveryMs = 20;

/** A campaign changes hundreds of texts a second, and each announcement has every listener of every process look. */
export const changesEveryMs = 250;
