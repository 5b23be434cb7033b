/** A text in the languages that the editor is shipped in. */
export interface Words {
  readonly en: string;
  readonly pl: string;
}

/** Languages of the catalogues, as Node-RED names their folders, and the key of their words. */
export const languages = { 'en-US': 'en', pl: 'pl' } as const satisfies Record<string, keyof Words>;

/** The key of a language's words. */
export type Language = (typeof languages)[keyof typeof languages];

const words = (en: string, pl: string): Words => ({ en, pl });

/** The words of the dialogs that belong to this door and not to an operation. */
export const dialogWords = {
  name: words('Name', 'Nazwa'),
  namePlaceholder: words('Shown on the node', 'Widoczna na węźle'),
  store: words('Store', 'Magazyn'),
  storeHelp: words(
    'Where people, consents and texts are kept. None: a store inside this Node-RED.',
    'Gdzie są osoby, zgody i SMS-y. Brak: magazyn w tym Node-RED.',
  ),
  storeNone: words(
    'None chosen: the store inside this Node-RED is used.',
    'Nie wybrano: użyty będzie magazyn w tym Node-RED.',
  ),
  account: words('SMPP Account', 'Konto SMPP'),
  accountHelp: words(
    'Your account with an operator. None: the built-in simulator.',
    'Twoje konto u operatora. Brak: wbudowany symulator.',
  ),
  options: words('Options', 'Opcje'),
  testMode: words('Test mode: nothing reaches a phone', 'Tryb testowy: nic nie trafia na telefon'),
  testModeHelp: words(
    'Texts go to a built-in simulator. Choose or add an SMPP account to really send.',
    'SMS-y trafiają do wbudowanego symulatora. Wybierz lub dodaj konto SMPP, by naprawdę wysyłać.',
  ),
  testModeLabel: words('test mode', 'tryb testowy'),
  written: words('written below', 'wpisane poniżej'),
  notSet: words('Not set', 'Nie podano'),
  test: words('Test Connection', 'Sprawdź połączenie'),
  testing: words('Logging in…', 'Logowanie…'),
  testOk: words('The operator accepts the login.', 'Operator przyjmuje logowanie.'),
  testFailed: words('Node-RED does not answer.', 'Node-RED nie odpowiada.'),
  now: words('Connection Now', 'Połączenie teraz'),
  nowIdle: words('Not in use. Deploy a flow that uses this account.', 'Nieużywane. Wdróż przepływ z tym kontem.'),
  nowLine: words(
    '__rate__ segments/s; window __inFlight__ of __window__; answers in __answer__ ms (95%: __slowAnswer__ ms); throttled __throttled__; reconnects __reconnects__',
    '__rate__ segm./s; okno __inFlight__ z __window__; odpowiedzi w __answer__ ms (95%: __slowAnswer__ ms); wstrzymań __throttled__; ponownych połączeń __reconnects__',
  ),
} as const;

/** Status texts: the link's state, its problems by error code, and the counts. At most 20 characters. */
export const statusWords: Readonly<Record<string, Words>> = {
  connecting: words('connecting', 'łączenie'),
  ready: words('ready', 'gotowe'),
  waiting: words('reconnecting', 'ponowne łączenie'),
  standby: words('other process sends', 'inny proces wysyła'),
  testMode: words('test mode', 'tryb testowy'),
  failed: words('not working', 'nie działa'),
  already_open: words('store in use', 'magazyn zajęty'),
  store_busy: words('store busy', 'magazyn zajęty'),
  store_full: words('disk full', 'dysk pełny'),
  store_read_only: words('store not writable', 'magazyn bez zapisu'),
  store_unreachable: words('no database', 'brak bazy danych'),
  operator_unreachable: words('no operator', 'brak operatora'),
  smpp_credentials: words('login refused', 'odmowa logowania'),
  smpp_not_smpp: words('not SMPP', 'to nie SMPP'),
  smpp_already_bound: words('too many logins', 'za dużo połączeń'),
  smpp_bind_failed: words('login failed', 'logowanie nieudane'),
  smpp_operator_fault: words('operator’s fault', 'błąd operatora'),
  smpp_bind_refused: words('login not accepted', 'nie przyjęto loginu'),
  tls_failed: words('TLS failed', 'błąd TLS'),
};

/** Words of the counts in a status; `__count__` is the number. */
export const countWords: Readonly<Record<string, Words>> = {
  ok: words('__count__ ok', '__count__ ok'),
  notSent: words('__count__ not sent', '__count__ niewysł.'),
  notAsked: words('__count__ not asked', '__count__ bez prośby'),
  notConfirmed: words('__count__ not confirmed', '__count__ niepotw.'),
  mayNot: words('__count__ may not', '__count__ nie wolno'),
  alreadyLeft: words('__count__ already left', '__count__ już wyszło'),
  failed: words('__count__ failed', '__count__ błędów'),
  received: words('__count__ received', '__count__ odebrano'),
};

/** Texts that the runtime writes. */
export const runtimeWords = {
  left: words(
    '__count__ messages were still in work when the node was stopped. Texts that were accepted go out; look at the report before you send the others again.',
    '__count__ wiadomości było jeszcze w toku, gdy węzeł zatrzymano. Przyjęte SMS-y wyjdą; zajrzyj do raportu, zanim wyślesz pozostałe ponownie.',
  ),
} as const;

/** Words of the help. */
export const helpWords = {
  inputs: words('Inputs', 'Wejścia'),
  outputs: words('Outputs', 'Wyjścia'),
  details: words('Details', 'Szczegóły'),
  settings: words('Settings', 'Ustawienia'),
  optional: words('Options', 'Opcje'),
  rule: words(
    'One rule for every field: what you write in the editor wins. A box left blank takes <code>msg.&lt;field&gt;</code> where the message has it, for example <code>msg.__example__</code>. A field set to <code>msg</code>, <code>flow</code>, <code>global</code>, an environment variable or an expression takes what is there.',
    'Jedna zasada dla każdego pola: wygrywa to, co wpisano w edytorze. Puste pole bierze <code>msg.&lt;pole&gt;</code>, jeśli wiadomość je ma, na przykład <code>msg.__example__</code>. Pole ustawione na <code>msg</code>, <code>flow</code>, <code>global</code>, zmienną środowiskową lub wyrażenie bierze to, co tam jest.',
  ),
  errors: words(
    'A message that cannot be handled ends in a Catch node: <code>msg.error.message</code> says what happened and how to mend it, <code>msg.error.code</code> is its code. The other messages go on.',
    'Wiadomość, której nie da się obsłużyć, trafia do węzła Catch: <code>msg.error.message</code> mówi, co się stało i jak to naprawić, <code>msg.error.code</code> to kod. Pozostałe idą dalej.',
  ),
  result: words('The result; the payload stays as it was.', 'Wynik; payload zostaje bez zmian.'),
  event: words('The event; also in <code>msg.inbound</code>.', 'Zdarzenie; także w <code>msg.inbound</code>.'),
} as const;
