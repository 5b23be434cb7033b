import type { Contact, ContactStore } from '../contacts/contact';
import { parsePhoneNumber } from '../contacts/phoneNumber';
import type { Clock } from '../shared/clock';
import { attempt, successes, type Result } from '../shared/result';
import type { Template } from '../templating/template';
import { createTemplateCache } from '../templating/templateCache';
import { adviseText } from '../text/adviseText';
import { planText } from '../text/planText';
import { adviceSentence } from './adviceSentence';
import type { PreviewInput, PreviewResult, Previews } from './previews';
import { defaultLocale, recipientVariables } from './recipientVariables';
import type { RouteTerms } from './routeTerms';
import { textProblem } from './textProblem';

/** What previews need beside their inputs. */
export interface PreviewPorts {
  readonly store: Pick<ContactStore, 'readContactsByNumber'>;
  readonly clock: Clock;
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
      const templateOf = createTemplateCache();
      return inputs.map((input, index) => {
        const number = numbers[index] as Result<string | null>;
        if (!number.ok) return number;
        const contact = number.value === null ? null : (contacts?.get(number.value) ?? null);
        return attempt(() => previewOne(input, templateOf(input.text), contact, { ...ports, terms }));
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
  template: Template,
  contact: Contact | null,
  { clock, zone, terms }: PreviewPorts & { readonly terms: RouteTerms },
): PreviewResult {
  const locale = input.language ?? contact?.language ?? defaultLocale;
  const variables = recipientVariables(input.variables, contact);
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
