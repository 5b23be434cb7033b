import type { AnswerKind } from './answer';

/** The built-in answers of one language, as Handlebars templates. */
export type AnswerTexts = Readonly<Record<AnswerKind, string>>;

/** Day on which the answers were last read over. */
export const answerTextsCheckedOn = '2026-11-23';

/** Name of the saved template that replaces a built-in answer. */
export const answerTemplates: Readonly<Record<AnswerKind, string>> = {
  stop: 'stop-confirmation',
  stopAll: 'stop-all-confirmation',
  start: 'start-confirmation',
  startWithoutConsent: 'start-without-consent',
  help: 'help-answer',
  optInCode: 'opt-in-code',
  optInReply: 'opt-in-reply',
  optInDone: 'opt-in-done',
};

const from = '{{#if sender}}{{sender}}: {{/if}}';
const contact = '{{#if contactPoint}} {{contactPoint}}{{/if}}';

/**
 * By language (ISO 639-1). No answer holds an offer: the one confirmation that 47 CFR 64.1200(a)(12) allows may not, and a
 * text about a withdrawal is no advertising (PKE art. 398). A confirmed STOP names the way to stop the rest too.
 */
export const answerTexts = {
  en: {
    stop: `${from}Done: we will text you no more offers. To stop texts about your orders too, reply STOPALL.`,
    stopAll: `${from}Done: we will not text you any more. If you change your mind, reply START.`,
    start: `${from}You are signed up for our offers by SMS. You can stop at any time: reply STOP.`,
    startWithoutConsent: `${from}Thank you. We text offers only to people who signed up, so nothing will come until you do.`,
    help: `${from}We text people about their orders and, if they signed up, offers. To stop offers, reply STOP.${contact}`,
    optInCode: `${from}Your code is {{code}}. Enter it to sign up for our offers by SMS. Not you? Ignore this text.`,
    optInReply: `${from}Do you want our offers by SMS? Reply YES to sign up. Not you? Ignore this text.`,
    optInDone: `${from}You are signed up for our offers by SMS. You can stop at any time: reply STOP.`,
  },
  pl: {
    stop: `${from}Gotowe: nie przyślemy już ofert SMS. Aby nie dostawać też SMS-ów o zamówieniach, odpisz STOPALL.`,
    stopAll: `${from}Gotowe: nie przyślemy już żadnych SMS-ów. Jeśli zmienisz zdanie, odpisz START.`,
    start: `${from}Masz włączone nasze oferty SMS. Możesz zrezygnować w każdej chwili: odpisz STOP.`,
    startWithoutConsent: `${from}Dziękujemy. Oferty SMS wysyłamy tylko za zgodą, więc bez ponownego zapisu nic nie przyjdzie.`,
    help: `${from}Wysyłamy SMS-y o zamówieniach, a za zgodą także oferty. Aby nie dostawać ofert, odpisz STOP.${contact}`,
    optInCode: `${from}Twój kod to {{code}}. Wpisz go, aby zapisać się na oferty SMS. To nie Ty? Zignoruj ten SMS.`,
    optInReply: `${from}Chcesz dostawać nasze oferty SMS? Odpisz TAK. To nie Ty? Zignoruj ten SMS.`,
    optInDone: `${from}Masz włączone nasze oferty SMS. Możesz zrezygnować w każdej chwili: odpisz STOP.`,
  },
  de: {
    stop: `${from}Erledigt: Sie erhalten keine Angebote mehr per SMS. Auch keine SMS zu Bestellungen? Antworten Sie STOPALL.`,
    stopAll: `${from}Erledigt: Sie erhalten keine SMS mehr von uns. Wenn Sie es sich anders überlegen: START.`,
    start: `${from}Sie sind für unsere Angebote per SMS angemeldet. Abmelden jederzeit mit STOP.`,
    startWithoutConsent: `${from}Danke. Angebote schicken wir nur nach Anmeldung; bis dahin kommt nichts.`,
    help: `${from}Wir schreiben zu Bestellungen und nach Anmeldung auch Angebote. Keine Angebote mehr: STOP.${contact}`,
    optInCode: `${from}Ihr Code ist {{code}}. Damit melden Sie sich für Angebote per SMS an. Nicht Sie? Einfach ignorieren.`,
    optInReply: `${from}Möchten Sie unsere Angebote per SMS? Antworten Sie JA. Nicht Sie? Einfach ignorieren.`,
    optInDone: `${from}Sie sind für unsere Angebote per SMS angemeldet. Abmelden jederzeit mit STOP.`,
  },
  fr: {
    stop: `${from}C'est fait: plus d'offres par SMS. Pour ne plus recevoir de SMS sur vos commandes, répondez STOPALL.`,
    stopAll: `${from}C'est fait: nous ne vous enverrons plus de SMS. Si vous changez d'avis, répondez START.`,
    start: `${from}Vous êtes inscrit à nos offres par SMS. Pour arrêter à tout moment, répondez STOP.`,
    startWithoutConsent: `${from}Merci. Nos offres ne vont qu'aux personnes inscrites: rien ne viendra sans inscription.`,
    help: `${from}SMS sur vos commandes et, si vous êtes inscrit, nos offres. Plus d'offres: répondez STOP.${contact}`,
    optInCode: `${from}Votre code est {{code}}. Il vous inscrit à nos offres par SMS. Pas vous? Ignorez ce SMS.`,
    optInReply: `${from}Voulez-vous nos offres par SMS? Répondez OUI. Pas vous? Ignorez ce SMS.`,
    optInDone: `${from}Vous êtes inscrit à nos offres par SMS. Pour arrêter à tout moment, répondez STOP.`,
  },
  es: {
    stop: `${from}Hecho: no le enviaremos más ofertas por SMS. Para no recibir SMS sobre sus pedidos, responda STOPALL.`,
    stopAll: `${from}Hecho: no le enviaremos más SMS. Si cambia de opinión, responda START.`,
    start: `${from}Está apuntado a nuestras ofertas por SMS. Puede parar cuando quiera: responda STOP.`,
    startWithoutConsent: `${from}Gracias. Solo enviamos ofertas a quien se apunta: no llegará nada hasta entonces.`,
    help: `${from}Enviamos SMS sobre pedidos y, si se apuntó, ofertas. Para no recibir ofertas, responda STOP.${contact}`,
    optInCode: `${from}Su código es {{code}}. Con él se apunta a nuestras ofertas por SMS. ¿No es usted? Ignore este SMS.`,
    optInReply: `${from}¿Quiere nuestras ofertas por SMS? Responda SI. ¿No es usted? Ignore este SMS.`,
    optInDone: `${from}Está apuntado a nuestras ofertas por SMS. Puede parar cuando quiera: responda STOP.`,
  },
  it: {
    stop: `${from}Fatto: non invieremo più offerte via SMS. Per non ricevere SMS sugli ordini, risponda STOPALL.`,
    stopAll: `${from}Fatto: non le invieremo più SMS. Se cambia idea, risponda START.`,
    start: `${from}È iscritto alle nostre offerte via SMS. Può smettere quando vuole: risponda STOP.`,
    startWithoutConsent: `${from}Grazie. Inviamo offerte solo a chi si iscrive: fino ad allora non arriverà nulla.`,
    help: `${from}Inviamo SMS sugli ordini e, a chi si è iscritto, offerte. Per non riceverle, risponda STOP.${contact}`,
    optInCode: `${from}Il suo codice è {{code}}. Serve per iscriversi alle offerte via SMS. Non è lei? Ignori questo SMS.`,
    optInReply: `${from}Vuole le nostre offerte via SMS? Risponda SI. Non è lei? Ignori questo SMS.`,
    optInDone: `${from}È iscritto alle nostre offerte via SMS. Può smettere quando vuole: risponda STOP.`,
  },
  cs: {
    stop: `${from}Hotovo: nabídky přes SMS už posílat nebudeme. Nechcete ani SMS o objednávkách? Odpovězte STOPALL.`,
    stopAll: `${from}Hotovo: žádné další SMS vám nepošleme. Když si to rozmyslíte, odpovězte START.`,
    start: `${from}Jste přihlášeni k našim nabídkám přes SMS. Odhlásit se můžete kdykoli: odpovězte STOP.`,
    startWithoutConsent: `${from}Děkujeme. Nabídky posíláme jen přihlášeným, do té doby nic nepřijde.`,
    help: `${from}Píšeme o objednávkách a přihlášeným i nabídky. Nechcete nabídky? Odpovězte STOP.${contact}`,
    optInCode: `${from}Váš kód je {{code}}. Přihlásíte se jím k nabídkám přes SMS. Nejste to vy? Zprávu ignorujte.`,
    optInReply: `${from}Chcete naše nabídky přes SMS? Odpovězte ANO. Nejste to vy? Zprávu ignorujte.`,
    optInDone: `${from}Jste přihlášeni k našim nabídkám přes SMS. Odhlásit se můžete kdykoli: odpovězte STOP.`,
  },
  sk: {
    stop: `${from}Hotovo: ponuky cez SMS už posielať nebudeme. Nechcete ani SMS o objednávkach? Odpovedzte STOPALL.`,
    stopAll: `${from}Hotovo: žiadne ďalšie SMS vám nepošleme. Ak si to rozmyslíte, odpovedzte START.`,
    start: `${from}Ste prihlásení na naše ponuky cez SMS. Odhlásiť sa môžete kedykoľvek: odpovedzte STOP.`,
    startWithoutConsent: `${from}Ďakujeme. Ponuky posielame len prihláseným, dovtedy nič nepríde.`,
    help: `${from}Píšeme o objednávkach a prihláseným aj ponuky. Nechcete ponuky? Odpovedzte STOP.${contact}`,
    optInCode: `${from}Váš kód je {{code}}. Prihlásite sa ním na ponuky cez SMS. Nie ste to vy? Správu ignorujte.`,
    optInReply: `${from}Chcete naše ponuky cez SMS? Odpovedzte ÁNO. Nie ste to vy? Správu ignorujte.`,
    optInDone: `${from}Ste prihlásení na naše ponuky cez SMS. Odhlásiť sa môžete kedykoľvek: odpovedzte STOP.`,
  },
  uk: {
    stop: `${from}Готово: більше не надсилатимемо пропозицій. Не хочете й SMS про замовлення? Напишіть STOPALL.`,
    stopAll: `${from}Готово: більше не надсилатимемо жодних SMS. Якщо передумаєте, напишіть START.`,
    start: `${from}Ви підписані на наші пропозиції в SMS. Відписатися будь-коли: напишіть СТОП.`,
    startWithoutConsent: `${from}Дякуємо. Пропозиції надсилаємо лише тим, хто підписався; доти нічого не прийде.`,
    help: `${from}Пишемо про замовлення, а підписаним і про пропозиції. Не хочете пропозицій? Напишіть СТОП.${contact}`,
    optInCode: `${from}Ваш код {{code}}. Він потрібен, щоб підписатися на пропозиції в SMS. Це не ви? Не зважайте.`,
    optInReply: `${from}Бажаєте наші пропозиції в SMS? Напишіть ТАК. Це не ви? Не зважайте.`,
    optInDone: `${from}Ви підписані на наші пропозиції в SMS. Відписатися будь-коли: напишіть СТОП.`,
  },
} satisfies Record<string, AnswerTexts>;

/** The built-in answers for a locale (BCP 47), with their language; the English ones where we write none. */
export function answerTextsFor(locale: string): { readonly language: string; readonly texts: AnswerTexts } {
  const language = locale.toLowerCase().split(/[-_]/, 1)[0] ?? '';
  return isWritten(language) ? { language, texts: answerTexts[language] } : { language: 'en', texts: answerTexts.en };
}

function isWritten(language: string): language is keyof typeof answerTexts {
  return Object.hasOwn(answerTexts, language);
}
