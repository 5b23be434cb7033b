import type { Contact } from '../../contacts/contact';
import type { InboundMessage, InboundStore } from '../../delivery/inboundStore';
import type { OutboxStore } from '../../delivery/outboxStore';
import type { Clock } from '../../shared/clock';
import type { IdSource } from '../../shared/ids';
import type { TemplateStore } from '../../templating/templateStore';
import type { AnswerKind, AnswerWriter } from './answer';
import { answerLocaleOf } from './answerLocale';
import { serviceMessage } from './serviceMessage';

/** The ports that an answer needs, in the transaction of what it answers. */
export type AnswerRepositories = Pick<OutboxStore, 'appendMessages'> &
  Pick<InboundStore, 'countAnswers' | 'markInboundAnswered'> &
  Pick<TemplateStore, 'readTemplate'>;

/** What answers need from outside. */
export interface AnswerPorts {
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly writeAnswer: AnswerWriter;
  /** Which answers the user wants sent. */
  readonly answers: ReadonlySet<AnswerKind>;
}

/** More answers than this to one number in a day talk to a machine that answers too. */
export const maxAnswersADay = 5;

const dayMs = 86_400_000;
/** Short codes and names cannot be texted, and machines write from them. */
const phoneNumber = /^\+\d{7,15}$/;

/**
 * Puts the answer to a reply into the outbox: by the route that the reply came by, from the number that the person wrote to.
 * Sends none that the user switched off, none to a machine, and at most `maxAnswersADay` to one number.
 */
export async function sendAnswer(
  repositories: AnswerRepositories,
  message: InboundMessage,
  answer: { readonly kind: AnswerKind; readonly contact: Contact | null; readonly replyLanguage: string | null },
  ports: AnswerPorts,
): Promise<void> {
  const { kind, contact, replyLanguage } = answer;
  if (!ports.answers.has(kind) || !phoneNumber.test(message.from)) return;
  const answered = await repositories.countAnswers(message.numberKey, ports.clock.nowMs() - dayMs);
  if (answered >= maxAnswersADay) return;
  const { from: number, route } = message;
  const locale = answerLocaleOf({
    language: contact?.language ?? null,
    replyLanguage,
    country: contact?.country ?? null,
    number,
  });
  const written = await ports.writeAnswer(repositories, { kind, locale, route });
  const id = ports.ids.next();
  const { numberKey, to } = message;
  const address = { route, number, numberKey, contactId: contact?.id ?? null, sender: to === '' ? null : to };
  const answerOnce = `answer:${message.id}`;
  await repositories.appendMessages([serviceMessage(id, address, written, answerOnce)], ports.clock.nowMs());
  await repositories.markInboundAnswered(message.id, id);
}
