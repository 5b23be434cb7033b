import { ZgodaError } from '../shared/errors';
import type { TextPlan } from '../text/planText';

/** More parts than this are refused: most operators take no more. */
export const maxSegments = 10;

/** Why a planned text cannot be sent. */
export interface TextProblem {
  readonly reason: 'empty_text' | 'unwritable_text' | 'text_too_long';
  readonly error: ZgodaError;
}

/** What keeps a text from being sent; null for a good one. */
export function textProblem(plan: TextPlan): TextProblem | null {
  const { text, segments, unwritable } = plan;
  if (text.trim() === '') return { reason: 'empty_text', error: new ZgodaError('empty_text') };
  const [first] = unwritable;
  if (first !== undefined) {
    return { reason: 'unwritable_text', error: new ZgodaError('unwritable_text', { position: first.position + 1 }) };
  }
  if (segments <= maxSegments) return null;
  return { reason: 'text_too_long', error: new ZgodaError('text_too_long', { segments, limit: maxSegments }) };
}
