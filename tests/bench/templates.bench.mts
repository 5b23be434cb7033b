import { compileTemplate } from '@zgoda/engine';
import Handlebars from 'handlebars';
import type { BenchOptions, Measurement } from './bench.mts';
import { measureSideBySide } from './sideBySide.mts';

const source = 'Hello {{firstName}}, your order {{order}} is ready at {{place}}. Reply STOP to end.';
const context = { locale: 'en', zone: 'Europe/Warsaw', nowMs: Date.UTC(2026, 2, 1) };

/** 1,000 different recipients. */
const recipients = Array.from({ length: 1_000 }, (_, index) => ({
  firstName: `Anna ${index}`,
  order: 10_000 + index,
  place: `our shop ${index % 7}`,
}));
const recipientAt = (index: number) => recipients[index % recipients.length] as (typeof recipients)[number];

/** Renders a compiled template of three variables, beside Handlebars without escaping. Options: rounds, roundMs. */
export default async function* templatesBench(options: BenchOptions): AsyncGenerator<Measurement> {
  const ours = compileTemplate(source);
  const handlebars = Handlebars.compile(source, { noEscape: true });
  const contenders = [
    { library: 'zgoda', work: (index: number) => flat(ours.render(recipientAt(index), context)) },
    { library: 'handlebars', work: (index: number) => flat(handlebars(recipientAt(index))) },
  ];
  const rates = measureSideBySide(contenders, Number(options['rounds'] ?? 20), Number(options['roundMs'] ?? 100));
  for (const { library, perSecond } of rates) yield { bench: 'templates', library, rendersPerSecond: perSecond };
}

/** Reads a character, which makes the engine put the pieces of a text together, as sending it would. */
function flat(text: string): number {
  return text.charCodeAt(text.length - 1);
}
