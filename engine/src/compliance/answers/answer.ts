import type { MessageEncoding } from '../../delivery/message';
import type { TemplateStore } from '../../templating/templateStore';

/**
 * What the engine texts by itself. `stop`: no more offers; `stopAll`: no texts at all; `start`: a consent is in force;
 * `startWithoutConsent`: it takes a consent first; `help`: who sends and how to stop; `optInCode` and `optInReply` ask to
 * confirm a consent; `optInDone`: it is confirmed.
 */
export type AnswerKind =
  'stop' | 'stopAll' | 'start' | 'startWithoutConsent' | 'help' | 'optInCode' | 'optInReply' | 'optInDone';

/** What an answer is written for. */
export interface AnswerOccasion {
  readonly kind: AnswerKind;
  /** BCP 47. */
  readonly locale: string;
  /** The route that carries it: a text is counted as it will be encoded there. */
  readonly route: string;
  /** Values beside the sender's own, such as `code`. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** An answer ready for the outbox. */
export interface WrittenAnswer {
  readonly text: string;
  readonly encoding: MessageEncoding;
  readonly segments: number;
}

/**
 * Writes answers: in the words of the saved template that the user made for this kind, else in the built-in ones. Never
 * throws for a template that cannot be used: a withdrawal must not fail by its confirmation.
 */
export type AnswerWriter = (
  store: Pick<TemplateStore, 'readTemplate'>,
  occasion: AnswerOccasion,
) => Promise<WrittenAnswer>;
