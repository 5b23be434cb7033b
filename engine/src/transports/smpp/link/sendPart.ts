import { toZgodaError } from '../../../shared/errors';
import type { TextWriter } from '../codec/submitSm';
import type { Session } from '../session/session';
import type { EncodedParts, Submission } from './submission';

const noTlvs = Buffer.alloc(0);

/**
 * Sends one part of a message on a session, where there must be room. A plain text is encoded by `writeText` where it is sent;
 * a message that cannot be written is rejected, soon after.
 */
export function sendPart(
  submission: Submission,
  index: number,
  session: Session<Submission>,
  writeText: TextWriter,
  nowMs: number,
): void {
  const { text, plainForm, destination } = submission.message;
  submission.session = session;
  if (plainForm !== null && session.sendText(submission, plainForm, destination, text, writeText, nowMs)) return;
  const encoded = encode(submission);
  if (encoded === null) return;
  const { form, parts, tlvs } = encoded;
  const ownTlvs = tlvs === null ? noTlvs : (tlvs[index] as Buffer);
  session.send(submission, index, form, destination, parts[index] as Buffer, ownTlvs, nowMs);
}

function encode(submission: Submission): EncodedParts | null {
  try {
    return submission.message.encoded();
  } catch (error) {
    process.nextTick(() => submission.reject(toZgodaError(error).code));
    return null;
  }
}
