import type { AnswerOccasion, AnswerWriter, WrittenAnswer } from '../compliance/answers/answer';
import { answerTemplates, answerTextsFor } from '../compliance/answers/answerTexts';
import type { Controller } from '../config';
import type { Clock } from '../shared/clock';
import { toZgodaError } from '../shared/errors';
import type { Log } from '../shared/log';
import { chooseVariant } from '../templating/savedTemplate';
import { compileTemplate } from '../templating/template';
import type { TemplateStore } from '../templating/templateStore';
import { planText } from '../text/planText';
import type { RouteTerms } from './routeTerms';
import { textProblem } from './textProblem';

/** What writing answers needs from outside. */
export interface AnswerWriterPorts {
  /** Who sends: named in the answers. */
  readonly controller: Pick<Controller, 'name' | 'email' | 'phone' | 'policyUrl'>;
  readonly clock: Clock;
  readonly log: Log;
  /** IANA zone in which templates show times. */
  readonly zone: string;
  readonly termsOf: (route: string | null) => RouteTerms;
}

/** Writes answers; see `AnswerWriter`. Special letters are simplified where that saves a segment. */
export function createAnswerWriter(ports: AnswerWriterPorts): AnswerWriter {
  return async (store, occasion) => {
    const saved = await savedSource(store, occasion);
    if (saved !== null) {
      try {
        return write(saved, occasion, ports);
      } catch (thrown) {
        const template = answerTemplates[occasion.kind];
        ports.log.warn('a saved template cannot be used for an answer', { template, code: toZgodaError(thrown).code });
      }
    }
    return write(answerTextsFor(occasion.locale).texts[occasion.kind], occasion, ports);
  };
}

async function savedSource(
  store: Pick<TemplateStore, 'readTemplate'>,
  { kind, locale }: AnswerOccasion,
): Promise<string | null> {
  const template = await store.readTemplate(answerTemplates[kind]);
  return template === null ? null : chooseVariant(template, locale).source;
}

function write(source: string, { locale, route, variables }: AnswerOccasion, ports: AnswerWriterPorts): WrittenAnswer {
  const values = { ...senderVariables(ports.controller), ...variables };
  const rendered = compileTemplate(source).render(values, { locale, zone: ports.zone, nowMs: ports.clock.nowMs() });
  const plan = planText(rendered, { ...ports.termsOf(route).textForm, mode: 'auto' });
  const problem = textProblem(plan);
  if (problem !== null) throw problem.error;
  return { text: plan.text, encoding: plan.encoding, segments: plan.segments };
}

/** What is not known is absent, so that `{{#if}}` leaves it out. */
function senderVariables({ name, email, phone, policyUrl }: AnswerWriterPorts['controller']): Record<string, string> {
  const contactPoint = phone ?? email;
  return Object.fromEntries(
    Object.entries({ sender: name, contactPoint, email, phone, policyUrl }).flatMap(([key, value]) =>
      value === null ? [] : [[key, value]],
    ),
  );
}
