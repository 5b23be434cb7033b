import { simulatorRoute } from '../delivery/route';

// A rehearsal in test mode must not use up the keys of the real campaign.
const modes = { live: '', test: 'test:' } as const;
type Mode = (typeof modes)[keyof typeof modes];

const modeOf = (route: string | null): Mode => (route === simulatorRoute ? modes.test : modes.live);
const given = (key: string, mode: Mode): string => `${mode}key:${key}`;

/** The key that a caller gave, as it is stored with a text of `route`. */
export const givenKey = (key: string, route: string | null): string => given(key, modeOf(route));

/** The key of a campaign's one text for each number: it holds no number, only its keyed hash. */
export const campaignKey = (campaign: string, identity: string, route: string | null): string =>
  `${modeOf(route)}campaign:${campaign}:${identity}`;

/** Every form in which a key that a caller gave may be stored; that of a real text first. */
export const storedForms = (key: string): readonly string[] => [given(key, modes.live), given(key, modes.test)];
