import type { RepliesConfig } from '../../config';
import type { AnswerKind } from './answer';

const kindsOfChoice: Readonly<Record<RepliesConfig['answerReplies'][number], readonly AnswerKind[]>> = {
  stop: ['stop', 'stopAll'],
  start: ['start', 'startWithoutConsent'],
  help: ['help'],
};

/** The answers that the settings ask for; a sign-up that was asked for is always answered. */
export function answersWanted(choices: RepliesConfig['answerReplies']): ReadonlySet<AnswerKind> {
  return new Set<AnswerKind>([...choices.flatMap((choice) => kindsOfChoice[choice]), 'optInDone']);
}
