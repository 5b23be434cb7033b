import { anyOtherCountry, countries } from './countries';
import type { RuleOn, Topic } from './jurisdiction';
import { zonesOfCountry } from './zones';
import { DateTime } from 'luxon';

/** A rule with where it is from: what an answer rests on. */
export type Rule<On extends Topic = Topic> = RuleOn<On> & {
  /** `PL/marketing/2024-11-10`: country, topic and the day from which it holds. Stable: it is stored with messages. */
  readonly id: string;
  /** ISO 3166-1 alpha-2; `ZZ` for what is taken where a country has no rule of its own. */
  readonly jurisdiction: string;
};

interface StartedRule<On extends Topic> {
  readonly fromMs: number;
  readonly rule: Rule<On>;
}

const started = new Map<string, readonly StartedRule<Topic>[]>();

/**
 * The rule on a topic that held in a country (ISO 3166-1 alpha-2; null: unknown) at a moment, by the country's own calendar. Before
 * the first known rule, that one.
 */
export function ruleAt<On extends Topic>(topic: On, country: string | null, atMs: number): Rule<On> {
  const rules = rulesOn(topic, country);
  const held = rules.findLast(({ fromMs }) => fromMs <= atMs) ?? rules[0];
  return (held as StartedRule<On>).rule;
}

/** The rule of an id, as it was stored; null for one that no file has. */
export function ruleOfId(id: string): Rule | null {
  const [jurisdiction = '', topic = ''] = id.split('/');
  if (!isTopic(topic)) return null;
  return rulesOn(topic, jurisdiction).find(({ rule }) => rule.id === id)?.rule ?? null;
}

function rulesOn(topic: Topic, country: string | null): readonly StartedRule<Topic>[] {
  const key = `${country ?? ''} ${topic}`;
  const known = started.get(key) ?? startAll(topic, country);
  started.set(key, known);
  return known;
}

function startAll(topic: Topic, country: string | null): StartedRule<Topic>[] {
  const own = country === null ? undefined : countries.get(country);
  const file = own?.[topic] === undefined ? anyOtherCountry : own;
  const zone = zonesOfCountry(file.country)[0] ?? 'UTC';
  const rules = file[topic] as readonly RuleOn<Topic>[];
  return rules.map((rule) => ({
    fromMs: DateTime.fromISO(rule.from, { zone }).toMillis(),
    rule: { ...rule, id: `${file.country}/${topic}/${rule.from}`, jurisdiction: file.country },
  }));
}

const topics: readonly string[] = [
  'consentAge',
  'marketing',
  'sendingHours',
  'publicHolidays',
  'proofRetention',
] satisfies Topic[];

function isTopic(name: string): name is Topic {
  return topics.includes(name);
}
