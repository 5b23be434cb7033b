import type { WithdrawalLinks } from '../compliance/withdrawal/withdrawalLinks';
import type { Contact, ContactStore } from '../contacts/contact';
import { parsePhoneNumber } from '../contacts/phoneNumber';
import type { Clock } from '../shared/clock';
import { attempt, successes, type Result } from '../shared/result';
import { createTemplateCache } from '../templating/templateCache';
import type { TemplateStore } from '../templating/templateStore';
import { adviseText } from '../text/adviseText';
import { planText } from '../text/planText';
import { adviceSentence } from './adviceSentence';
import type { RecipientText } from './prepareMessage';
import type { PreviewInput, PreviewResult, Previews } from './previews';
import { recipientVariables, showsLink } from './recipientVariables';
import type { RouteTerms } from './routeTerms';
import { textProblem } from './textProblem';
import { readTextSources, type TextSource } from './textSource';

/** What previews need beside their inputs. */
export interface PreviewPorts {
  readonly store: Pick<ContactStore, 'readContactsByNumber'> & Pick<TemplateStore, 'readTemplate'>;
  readonly clock: Clock;
  readonly links: WithdrawalLinks;
  readonly defaultCountry: string | null;
  /** IANA zone in which templates show times. */
  readonly zone: string;
  readonly termsOf: (route: string | null) => RouteTerms;
}

/** Previews over the contacts of one store. */
export function createPreviews(ports: PreviewPorts): Previews {
  return {
    async preview(inputs, route) {
      const terms = ports.termsOf(route);
      const numbers = inputs.map((input) => attempt(() => numberOf(input, ports.defaultCountry)));
      const wanted = new Set(successes(numbers).filter((number) => number !== null));
      const contacts = wanted.size === 0 ? null : await ports.store.readContactsByNumber([...wanted]);
      const sources = await readTextSources(ports.store, inputs);
      const templateOf = createTemplateCache();
      return inputs.map((input, index) => {
        const number = numbers[index] as Result<string | null>;
        const textSource = sources[index] as Result<TextSource>;
        if (!number.ok) return number;
        if (!textSource.ok) return textSource;
        const contact = number.value === null ? null : (contacts?.get(number.value) ?? null);
        return attempt(() => {
          const { source, locale } = textSource.value.textFor(input.language ?? contact?.language ?? null);
          return previewOne(input, { template: templateOf(source), locale }, contact, { ...ports, terms });
        });
      });
    },
  };
}

function numberOf(input: PreviewInput, defaultCountry: string | null): string | null {
  if (input.phone === undefined) return null;
  return parsePhoneNumber(input.phone, input.country ?? defaultCountry).number;
}

function previewOne(
  input: PreviewInput,
  { template, locale }: RecipientText,
  contact: Contact | null,
  { clock, zone, terms, links }: PreviewPorts & { readonly terms: RouteTerms },
): PreviewResult {
  // Somebody who is no contact gets a link of the same length, so that the segments are right.
  const link = showsLink(template) ? links.linkOf(contact?.id ?? '') : null;
  const variables = recipientVariables(input.variables, contact, link);
  const rendered = template.render(variables, { locale, zone, nowMs: clock.nowMs() });
  const plan = planText(rendered, { ...terms.textForm, mode: input.encodingMode });
  const { text, encoding, segments, charactersLeft } = plan;
  const pricePerSegment = input.pricePerSegment ?? terms.pricePerSegment;
  return {
    text,
    encoding,
    segments,
    charactersLeft,
    cost: pricePerSegment === null ? null : costOf(segments, pricePerSegment),
    specialCharacters: [...new Set(plan.forcing.map(({ character }) => character))],
    advice: adviseText(text, terms.textForm).map((advice) => adviceSentence(advice, segments)),
    problem: textProblem(plan)?.error.message ?? null,
    contactId: contact?.id ?? null,
  };
}

/** Rounded to a millionth, as a product of decimals is seldom exact. */
function costOf(segments: number, pricePerSegment: number): number {
  return Math.round(segments * pricePerSegment * 1e6) / 1e6;
}
