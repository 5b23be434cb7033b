/** What a reply asks for. `reply`: nothing that the engine acts on. `unclear`: maybe a STOP; a person must read it. */
export type ReplyClass = 'stop' | 'start' | 'help' | 'keyword' | 'reply' | 'unclear';

/** What a reply was taken for. */
export interface ReplyReading {
  readonly class: ReplyClass;
}

const stopWords =
  /^(stop|stopp|stopall|koniec|anuluj|wypisz|rezygnuje|nie chce|end|quit|cancel|revoke|unsubscribe|optout|arret|abmelden)$/;
const startWords = /^(start|tak|yes)$/;
const helpWords = /^(help|pomoc|info)$/;

/** Tells what a reply asks for. `language` (BCP 47) is the person's, where it is known. */
export function classifyReply(text: string, _language?: string): ReplyReading {
  const words = text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  if (stopWords.test(words) || words.startsWith('stop ')) return { class: 'stop' };
  if (startWords.test(words)) return { class: 'start' };
  if (helpWords.test(words)) return { class: 'help' };
  return { class: 'reply' };
}
