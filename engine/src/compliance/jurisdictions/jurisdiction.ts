import { z } from 'zod/v4';

/*
 * What the law, or the custom, of one country says: the form of the files in `countries/`. Each topic is a list of rules, each
 * with the day from which it holds and its source, oldest first: a change of the law is one more rule, never a change of an old one.
 * A topic that a file leaves out is taken from `countries/other.json`.
 */

const day = z.iso.date();
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/);
/** From and until, local time of the recipient. */
const hours = z.tuple([time, time]).readonly();
/** `12-25`, or days after Easter Sunday: `easter+39`. */
const yearDay = z.string().regex(/^(0[1-9]|1[0-2])-([0-2]\d|3[01])$|^easter[+-]\d{1,3}$/);

const dated = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z
    .array(z.strictObject({ from: day, ...shape, source: z.string().min(1) }).readonly())
    .min(1)
    .readonly();

/** One country's file. */
export const jurisdictionSchema = z.strictObject({
  country: z.string().regex(/^[A-Z]{2}$/),
  name: z.string(),
  /** Day on which the file was last checked against its sources. */
  checkedOn: day,
  /** Only where the number tells the place: the longest prefix that fits wins. Else all time zones of the country hold. */
  zones: z
    .array(z.strictObject({ prefix: z.string(), zones: z.array(z.string()) }).readonly())
    .readonly()
    .optional(),
  /** From which age, in full years, a person's own consent counts (GDPR 8(1)). */
  consentAge: dated({ years: z.number().int() }).optional(),
  /** What direct marketing by SMS needs. `softOptIn`: whether the law lets customers be texted without having agreed. */
  marketing: dated({ priorConsent: z.boolean(), softOptIn: z.boolean() }).optional(),
  /** When a marketing text may come; null: not on such a day. */
  sendingHours: dated({
    weekdays: hours.nullable(),
    saturdays: hours.nullable(),
    sundays: hours.nullable(),
    publicHolidays: hours.nullable(),
  }).optional(),
  publicHolidays: dated({ days: z.array(yearDay).readonly() }).optional(),
  /** For how many years after a consent ended its proof is kept: as long as a claim can be brought (GDPR 17(3)(e)). */
  proofRetention: dated({ years: z.number().int() }).optional(),
});

/** See `jurisdictionSchema`. */
export type Jurisdiction = z.output<typeof jurisdictionSchema>;

/** What a country has rules on. */
export type Topic = 'consentAge' | 'marketing' | 'sendingHours' | 'publicHolidays' | 'proofRetention';

/** A rule on a topic, as its file has it. */
export type RuleOn<On extends Topic> = NonNullable<Jurisdiction[On]>[number];
