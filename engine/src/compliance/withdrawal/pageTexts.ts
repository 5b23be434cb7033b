/** The page of one language. `{sender}` is who sends. */
export interface PageTexts {
  readonly title: string;
  /** Where the sender is not known. */
  readonly question: string;
  readonly questionOf: string;
  readonly button: string;
  readonly note: string;
  readonly done: string;
  readonly doneNote: string;
  readonly broken: string;
  readonly brokenNote: string;
  readonly later: string;
}

/** Day on which the pages were last read over. */
export const pageTextsCheckedOn = '2026-11-23';

/** By language (ISO 639-1). */
export const pageTexts = {
  en: {
    title: 'Stop offers by SMS',
    question: 'Stop offers by SMS?',
    questionOf: 'Stop offers by SMS from {sender}?',
    button: 'Yes, stop the offers',
    note: 'Press the button once. You need not write or pay anything. Texts about your orders still come.',
    done: 'Done. You will get no more offers.',
    doneNote: 'You can close this page.',
    broken: 'This link does not work.',
    brokenNote: 'Perhaps a letter at its end is missing. Open it from the text once more, or ask the sender to stop.',
    later: 'This did not work just now. Please try again in a minute.',
  },
  pl: {
    title: 'Rezygnacja z ofert SMS',
    question: 'Zrezygnować z ofert SMS?',
    questionOf: 'Zrezygnować z ofert SMS od: {sender}?',
    button: 'Tak, rezygnuję',
    note: 'Wystarczy nacisnąć raz. Nic nie trzeba pisać ani płacić. SMS-y o zamówieniach nadal będą przychodzić.',
    done: 'Gotowe. Nie przyślemy już ofert.',
    doneNote: 'Możesz zamknąć tę stronę.',
    broken: 'Ten link nie działa.',
    brokenNote: 'Może brakuje litery na końcu. Otwórz go z SMS-a jeszcze raz albo poproś nadawcę o rezygnację.',
    later: 'Teraz się nie udało. Spróbuj ponownie za minutę.',
  },
  de: {
    title: 'Angebote per SMS abbestellen',
    question: 'Möchten Sie keine Angebote mehr per SMS?',
    questionOf: 'Möchten Sie keine Angebote mehr per SMS von {sender}?',
    button: 'Ja, abbestellen',
    note: 'Einmal drücken genügt. Sie müssen nichts schreiben oder zahlen. SMS zu Bestellungen kommen weiterhin.',
    done: 'Erledigt. Sie erhalten keine Angebote mehr.',
    doneNote: 'Sie können diese Seite schließen.',
    broken: 'Dieser Link funktioniert nicht.',
    brokenNote:
      'Vielleicht fehlt am Ende ein Buchstabe. Öffnen Sie ihn noch einmal aus der SMS, oder fragen Sie den Absender.',
    later: 'Das hat gerade nicht geklappt. Bitte versuchen Sie es in einer Minute noch einmal.',
  },
  fr: {
    title: 'Ne plus recevoir d’offres par SMS',
    question: 'Ne voulez-vous plus d’offres par SMS ?',
    questionOf: 'Ne voulez-vous plus d’offres par SMS de {sender} ?',
    button: 'Oui, arrêter les offres',
    note: 'Appuyez une seule fois. Rien à écrire, rien à payer. Les SMS sur vos commandes continueront.',
    done: 'C’est fait. Vous ne recevrez plus d’offres.',
    doneNote: 'Vous pouvez fermer cette page.',
    broken: 'Ce lien ne fonctionne pas.',
    brokenNote: 'Il manque peut-être une lettre à la fin. Rouvrez-le depuis le SMS, ou adressez-vous à l’expéditeur.',
    later: 'Cela n’a pas marché. Réessayez dans une minute.',
  },
  es: {
    title: 'No recibir más ofertas por SMS',
    question: '¿No quiere más ofertas por SMS?',
    questionOf: '¿No quiere más ofertas por SMS de {sender}?',
    button: 'Sí, no quiero ofertas',
    note: 'Basta con pulsar una vez. No hay que escribir ni pagar nada. Los SMS sobre sus pedidos seguirán llegando.',
    done: 'Hecho. No recibirá más ofertas.',
    doneNote: 'Puede cerrar esta página.',
    broken: 'Este enlace no funciona.',
    brokenNote: 'Quizá falte una letra al final. Ábralo otra vez desde el SMS o pídaselo al remitente.',
    later: 'Ahora no ha funcionado. Inténtelo de nuevo en un minuto.',
  },
  it: {
    title: 'Non ricevere più offerte via SMS',
    question: 'Non vuole più offerte via SMS?',
    questionOf: 'Non vuole più offerte via SMS da {sender}?',
    button: 'Sì, niente più offerte',
    note: 'Basta premere una volta. Non serve scrivere né pagare. Gli SMS sugli ordini continueranno ad arrivare.',
    done: 'Fatto. Non riceverà più offerte.',
    doneNote: 'Può chiudere questa pagina.',
    broken: 'Questo link non funziona.',
    brokenNote: 'Forse manca una lettera alla fine. Lo riapra dall’SMS, o si rivolga al mittente.',
    later: 'Ora non ha funzionato. Riprovi tra un minuto.',
  },
  cs: {
    title: 'Odhlásit nabídky přes SMS',
    question: 'Nechcete už nabídky přes SMS?',
    questionOf: 'Nechcete už nabídky přes SMS od: {sender}?',
    button: 'Ano, už žádné nabídky',
    note: 'Stačí stisknout jednou. Nic nepíšete ani neplatíte. SMS o objednávkách budou chodit dál.',
    done: 'Hotovo. Nabídky už nepošleme.',
    doneNote: 'Stránku můžete zavřít.',
    broken: 'Tento odkaz nefunguje.',
    brokenNote: 'Možná na konci chybí písmeno. Otevřete ho znovu ze SMS, nebo se obraťte na odesílatele.',
    later: 'Teď se to nepovedlo. Zkuste to znovu za minutu.',
  },
  sk: {
    title: 'Odhlásiť ponuky cez SMS',
    question: 'Nechcete už ponuky cez SMS?',
    questionOf: 'Nechcete už ponuky cez SMS od: {sender}?',
    button: 'Áno, už žiadne ponuky',
    note: 'Stačí stlačiť raz. Nič nepíšete ani neplatíte. SMS o objednávkach budú chodiť ďalej.',
    done: 'Hotovo. Ponuky už nepošleme.',
    doneNote: 'Stránku môžete zavrieť.',
    broken: 'Tento odkaz nefunguje.',
    brokenNote: 'Možno na konci chýba písmeno. Otvorte ho znova zo SMS, alebo sa obráťte na odosielateľa.',
    later: 'Teraz sa to nepodarilo. Skúste to znova o minútu.',
  },
  uk: {
    title: 'Відмовитися від пропозицій у SMS',
    question: 'Більше не бажаєте пропозицій у SMS?',
    questionOf: 'Більше не бажаєте пропозицій у SMS від: {sender}?',
    button: 'Так, без пропозицій',
    note: 'Натисніть один раз. Нічого писати чи платити не треба. SMS про замовлення надходитимуть і далі.',
    done: 'Готово. Пропозицій більше не буде.',
    doneNote: 'Сторінку можна закрити.',
    broken: 'Це посилання не працює.',
    brokenNote: 'Можливо, наприкінці бракує літери. Відкрийте його з SMS ще раз або зверніться до відправника.',
    later: 'Зараз не вдалося. Спробуйте ще раз за хвилину.',
  },
} satisfies Record<string, PageTexts>;

/** A language that pages are written in. */
export type PageLanguage = keyof typeof pageTexts;

/** The best language for a browser's `Accept-Language` (RFC 9110, 12.5.4): by weight, then by place; else English. */
export function pageLanguageFor(acceptLanguage: string | undefined): PageLanguage {
  const wanted = (acceptLanguage ?? '').slice(0, 500).split(',').map(readRange);
  const known = wanted.filter(({ weight, language }) => weight > 0 && isWritten(language));
  const [best] = known.sort((one, other) => other.weight - one.weight);
  return best !== undefined && isWritten(best.language) ? best.language : 'en';
}

function readRange(written: string): { readonly language: string; readonly weight: number } {
  const [tag = '', ...parameters] = written.trim().toLowerCase().split(';');
  const weight = parameters
    .find((each) => each.trim().startsWith('q='))
    ?.trim()
    .slice(2);
  return { language: tag.trim().split('-', 1)[0] ?? '', weight: weight === undefined ? 1 : Number(weight) || 0 };
}

function isWritten(language: string): language is PageLanguage {
  return Object.hasOwn(pageTexts, language);
}
