import type { Contact } from '../../contacts/contact';
import type { InboundMessage, InboundStore } from '../../delivery/inboundStore';
import type { NewMessage } from '../../delivery/message';
import type { OutboxStore } from '../../delivery/outboxStore';
import type { Clock } from '../../shared/clock';
import type { IdSource } from '../../shared/ids';
import type { TemplateStore } from '../../templating/templateStore';
import { formatGround } from '../gateGround';
import type { AnswerKind, AnswerWriter } from './answer';
import { answerLocaleOf } from './answerLocale';

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
/** That of every service text. */
const priority = 10;
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
  await repositories.appendMessages([messageOf(id, message, contact, written)], ports.clock.nowMs());
  await repositories.markInboundAnswered(message.id, id);
}

function messageOf(
  id: string,
  { id: inboundId, from, to, route, numberKey }: InboundMessage,
  contact: Contact | null,
  written: Pick<NewMessage, 'text' | 'encoding' | 'segments'>,
): NewMessage {
  return {
    id,
    route,
    campaign: null,
    contactId: contact?.id ?? null,
    number: from,
    numberKey,
    sender: to === '' ? null : to,
    purpose: 'service',
    ...written,
    state: 'queued',
    reason: null,
    deduplicationKey: `answer:${inboundId}`,
    consentEntryId: null,
    priority,
    notBeforeMs: null,
    ground: formatGround({ basis: 'service', rule: null, sinceMs: null }),
    place: null,
  };
}
