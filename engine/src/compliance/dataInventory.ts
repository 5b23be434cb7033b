import type { Words } from '../shared/words';

/*
 * Every stored column, and what is to be done with it. `Export Subject Data` and `Erase Subject` read this table and
 * nothing else, so a column that is tagged here is exported and erased without more code. A new column fails the types of
 * `store/queries/subjectRows.ts` and `tests/conformance/store/dataInventory.test.ts` until it is tagged.
 */

/** What a value says of a person (GDPR Art. 15(1)(b)); `none`: nothing. */
export type DataCategory = 'identity' | 'contact' | 'profile' | 'consent' | 'message' | 'reply' | 'technical' | 'none';

/** Where a value is shown to its person: in both documents, in the JSON alone, or not at all. */
export type ExportAction = 'both' | 'json' | 'omit';

/** What an erasure does to a value: its row is deleted, it is set to null, or it stays. */
export type EraseAction = 'delete' | 'blank' | 'keep';

/** How long a value is kept; `retentionRules` has the words. */
export type RetentionRule = 'contact' | 'messages' | 'replies' | 'events' | 'proof' | 'objection' | 'operation';

/** How a column leads to its person: it holds a contact id, the number's keyed hash, or a key of a message of theirs. */
export type PersonLink =
  | { readonly by: 'contact'; readonly column: string }
  /** `whereNull`: only rows in which this column is null, because the index covers no others. */
  | { readonly by: 'number'; readonly column: string; readonly whereNull?: string }
  /** Followed by exports only: what an erasure blanks is found by the links above. */
  | { readonly by: 'message'; readonly column: string; readonly key: 'id' | 'sequence' };

/** The tags of a column. */
export interface ColumnTags {
  readonly category: DataCategory;
  readonly label: Words;
  readonly export: ExportAction;
  readonly erase: EraseAction;
  readonly retention: RetentionRule;
  /** How the value is stored, where its name does not say it (`_ms` is a time). */
  readonly form: 'plain' | 'time' | 'flag' | 'json';
}

/** The tags of a table. `links` is empty where the table holds nothing on persons. */
export interface TableTags<Column extends string = string> {
  readonly label: Words;
  /** Why the data is held (Art. 15(1)(a)). */
  readonly why: Words;
  /** Where it comes from (Art. 15(1)(g)). */
  readonly source: Words;
  readonly links: readonly PersonLink[];
  readonly columns: Readonly<Record<Column, ColumnTags>>;
}

const words = (en: string, pl: string): Words => ({ en, pl });

/** The retention rules in words (Art. 15(1)(d)). */
export const retentionRules: Readonly<Record<RetentionRule, Words>> = {
  contact: words(
    'until you ask for erasure, or you are no longer a contact',
    'do żądania usunięcia lub usunięcia kontaktu',
  ),
  messages: words('until the period set for messages ends', 'do końca okresu ustawionego dla wiadomości'),
  replies: words('until the period set for replies ends', 'do końca okresu ustawionego dla odpowiedzi'),
  events: words('until the period set for events ends', 'do końca okresu ustawionego dla zdarzeń'),
  proof: words(
    'as long as a claim may have to be answered (GDPR Art. 17(3)(e)); after an erasure without your data',
    'tak długo, jak mogą być dochodzone roszczenia (art. 17 ust. 3 lit. e RODO); po usunięciu bez Twoich danych',
  ),
  objection: words(
    'as long as texts are sent, so that your objection is respected (GDPR Art. 21(3))',
    'tak długo, jak wysyłane są SMS-y, by respektować Twój sprzeciw (art. 21 ust. 3 RODO)',
  ),
  operation: words('as long as the system runs', 'tak długo, jak działa system'),
};

/** The categories in words. */
export const dataCategories: Readonly<Record<DataCategory, Words>> = {
  identity: words('Identity', 'Tożsamość'),
  contact: words('Contact details', 'Dane kontaktowe'),
  profile: words('Profile', 'Profil'),
  consent: words('Consents and objections', 'Zgody i sprzeciwy'),
  message: words('Messages to you', 'Wiadomości do Ciebie'),
  reply: words('Messages from you', 'Wiadomości od Ciebie'),
  technical: words('Technical data', 'Dane techniczne'),
  none: words('Not about a person', 'Nie dotyczy osoby'),
};

interface TableFacts {
  readonly label: Words;
  readonly why: Words;
  readonly source: Words;
  readonly links: readonly PersonLink[];
  readonly erase: EraseAction;
  readonly retention: RetentionRule;
}

type ColumnFacts = Pick<ColumnTags, 'category' | 'label'> & Partial<ColumnTags>;

/** A table whose columns are erased and kept alike, but for those that say otherwise. */
function table<Column extends string>(
  { erase, retention, ...facts }: TableFacts,
  columns: Readonly<Record<Column, ColumnFacts>>,
): TableTags<Column> {
  const tagged = Object.entries<ColumnFacts>(columns).map(([name, own]): [string, ColumnTags] => [
    name,
    { export: own.category === 'technical' ? 'json' : 'both', erase, retention, form: formOf(name), ...own },
  ]);
  return { ...facts, columns: Object.fromEntries(tagged) as Record<Column, ColumnTags> };
}

const formOf = (column: string): ColumnTags['form'] => (column.endsWith('_ms') ? 'time' : 'plain');

/** A table that holds nothing on persons. */
function impersonal<Column extends string>(en: string, pl: string, columns: readonly Column[]): TableTags<Column> {
  const facts: TableFacts = {
    label: words(en, pl),
    why: words('It runs the system.', 'Służy działaniu systemu.'),
    source: words('The system itself.', 'Sam system.'),
    links: [],
    erase: 'keep',
    retention: 'operation',
  };
  const column = (name: Column): [Column, ColumnFacts] => [
    name,
    { category: 'none', label: words(name, name), export: 'omit' },
  ];
  return table(facts, Object.fromEntries(columns.map(column)) as Record<Column, ColumnFacts>);
}

const as = (category: DataCategory, en: string, pl: string, own: Partial<ColumnTags> = {}): ColumnFacts => ({
  category,
  label: words(en, pl),
  ...own,
});

const omit = { export: 'omit' } as const;
const blank = { erase: 'blank' } as const;

/** Every table of the store with every column. */
export const dataInventory = {
  contacts: table(
    {
      label: words('Who you are', 'Kim jesteś'),
      why: words(
        'To send you texts and fill in your name in them.',
        'By wysyłać Ci SMS-y i wpisywać w nie Twoje imię.',
      ),
      source: words(
        'You, or the shop, form or list through which you became a contact.',
        'Ty albo sklep, formularz lub lista, przez które trafił tu Twój kontakt.',
      ),
      links: [{ by: 'contact', column: 'id' }],
      erase: 'delete',
      retention: 'contact',
    },
    {
      id: as('technical', 'Contact ID', 'ID kontaktu'),
      number: as('contact', 'Phone number', 'Numer telefonu'),
      number_key: as('technical', 'Keyed hash of the number', 'Skrót numeru z kluczem', omit),
      first_name: as('identity', 'First name', 'Imię'),
      last_name: as('identity', 'Last name', 'Nazwisko'),
      email: as('contact', 'E-mail', 'E-mail'),
      email_lower: as('technical', 'E-mail in lower case', 'E-mail małymi literami', omit),
      language: as('profile', 'Language', 'Język'),
      country: as('profile', 'Country', 'Kraj'),
      birth_date: as('identity', 'Date of birth', 'Data urodzenia'),
      attributes: as('profile', 'Further details', 'Dalsze dane', { form: 'json' }),
      created_at_ms: as('profile', 'Held since', 'Przechowywane od'),
      updated_at_ms: as('profile', 'Last changed', 'Ostatnia zmiana'),
    },
  ),
  contact_groups: table(
    {
      label: words('Groups that you are in', 'Grupy, do których należysz'),
      why: words('To choose who gets which texts.', 'By wybierać, kto otrzymuje które SMS-y.'),
      source: words('The sender’s staff or systems.', 'Pracownicy lub systemy nadawcy.'),
      links: [{ by: 'contact', column: 'contact_id' }],
      erase: 'delete',
      retention: 'contact',
    },
    {
      contact_id: as('technical', 'Contact ID', 'ID kontaktu', omit),
      group_name: as('profile', 'Group', 'Grupa'),
    },
  ),
  consent_states: table(
    {
      label: words('What you agree to now', 'Na co zgadzasz się teraz'),
      why: words('To text you only as you agreed.', 'By pisać do Ciebie tylko zgodnie z Twoją zgodą.'),
      source: words('It follows from your decisions below.', 'Wynika z Twoich decyzji poniżej.'),
      links: [{ by: 'contact', column: 'contact_id' }],
      erase: 'delete',
      retention: 'contact',
    },
    {
      contact_id: as('technical', 'Contact ID', 'ID kontaktu', omit),
      purpose: as('consent', 'Purpose', 'Cel'),
      state: as('consent', 'Consent', 'Zgoda'),
      by_guardian: as('consent', 'Given by a guardian', 'Udzielona przez opiekuna', { form: 'flag' }),
      entry_id: as('technical', 'Entry of the ledger', 'Wpis rejestru'),
      since_ms: as('consent', 'Since', 'Od'),
    },
  ),
  ledger: table(
    {
      label: words('Your decisions, with their proof', 'Twoje decyzje wraz z dowodem'),
      why: words(
        'To prove what you agreed to, refused and withdrew (GDPR Art. 7(1)).',
        'By wykazać, na co wyrażono zgodę, czego odmówiono i co wycofano (art. 7 ust. 1 RODO).',
      ),
      source: words('You, in the way that each entry names.', 'Ty, w sposób podany przy każdym wpisie.'),
      links: [{ by: 'contact', column: 'contact_id' }],
      erase: 'keep',
      retention: 'proof',
    },
    {
      acted_at_ms: as('consent', 'When', 'Kiedy'),
      sequence: as('technical', 'Place in the ledger', 'Miejsce w rejestrze'),
      id: as('technical', 'Entry', 'Wpis'),
      contact_id: as('technical', 'Contact ID', 'ID kontaktu', { ...omit, ...blank }),
      purpose: as('consent', 'Purpose', 'Cel'),
      act: as('consent', 'Decision', 'Decyzja'),
      recorded_at_ms: as('technical', 'Recorded', 'Zapisano'),
      body: as('consent', 'Proof', 'Dowód', { form: 'json', ...blank }),
      commitment: as('technical', 'Salted hash of the proof', 'Solony skrót dowodu'),
      previous_hash: as('technical', 'Hash of the entry before', 'Skrót poprzedniego wpisu'),
      hash: as('technical', 'Hash', 'Skrót'),
    },
  ),
  suppressions: table(
    {
      label: words('Your objections', 'Twoje sprzeciwy'),
      why: words('So that you are not texted again.', 'By nie pisać do Ciebie ponownie.'),
      source: words('You, or a list of blocked numbers.', 'Ty albo lista zablokowanych numerów.'),
      links: [{ by: 'number', column: 'number_key' }],
      erase: 'keep',
      retention: 'objection',
    },
    {
      number_key: as('technical', 'Keyed hash of the number', 'Skrót numeru z kluczem', omit),
      scope: as('consent', 'What is blocked', 'Co jest zablokowane'),
      reason: as('consent', 'Why', 'Dlaczego'),
      since_ms: as('consent', 'Since', 'Od'),
    },
  ),
  messages: table(
    {
      label: words('Messages to you', 'Wiadomości do Ciebie'),
      why: words('To send them, and to show what was sent.', 'By je wysłać i wykazać, co wysłano.'),
      source: words('The sender.', 'Nadawca.'),
      links: [
        { by: 'contact', column: 'contact_id' },
        // A message that has a contact goes to that contact's number.
        { by: 'number', column: 'number_key', whereNull: 'contact_id' },
      ],
      erase: 'keep',
      retention: 'messages',
    },
    {
      accepted_at_ms: as('message', 'Accepted', 'Przyjęto'),
      sequence: as('technical', 'Place in the outbox', 'Miejsce w kolejce'),
      id: as('technical', 'Message ID', 'ID wiadomości'),
      route: as('technical', 'Operator’s account', 'Konto u operatora'),
      campaign: as('message', 'Campaign', 'Kampania'),
      contact_id: as('technical', 'Contact ID', 'ID kontaktu', { ...omit, ...blank }),
      number: as('contact', 'Phone number', 'Numer telefonu', blank),
      number_key: as('technical', 'Keyed hash of the number', 'Skrót numeru z kluczem', { ...omit, ...blank }),
      sender: as('message', 'Sender', 'Nadawca'),
      purpose: as('message', 'Purpose', 'Cel'),
      text: as('message', 'Text', 'Treść', blank),
      encoding: as('technical', 'Encoding', 'Kodowanie'),
      segments: as('technical', 'Segments', 'Segmenty'),
      deduplication_key: as('technical', 'Key against doubles', 'Klucz przeciw duplikatom', blank),
      consent_entry_id: as('technical', 'Consent that it relied on', 'Zgoda, na której się opiera'),
      ground: as('technical', 'What the decision to send it rested on', 'Na czym oparto decyzję o wysłaniu'),
      place: as('technical', 'Where you were taken to be, for quiet hours', 'Miejsce przyjęte dla ciszy', blank),
    },
  ),
  deliveries: table(
    {
      label: words('How the messages to you were delivered', 'Jak doręczono wiadomości do Ciebie'),
      why: words('To deliver each message once.', 'By doręczyć każdą wiadomość raz.'),
      source: words('The operator’s receipts.', 'Potwierdzenia operatora.'),
      links: [{ by: 'message', column: 'message_sequence', key: 'sequence' }],
      erase: 'keep',
      retention: 'messages',
    },
    {
      message_sequence: as('technical', 'Place in the outbox', 'Miejsce w kolejce'),
      route: as('technical', 'Operator’s account', 'Konto u operatora'),
      priority: as('technical', 'Priority', 'Priorytet'),
      state: as('message', 'State', 'Stan'),
      reason: as('message', 'Reason', 'Powód'),
      not_before_ms: as('message', 'Not before', 'Nie wcześniej niż'),
      claim: as('technical', 'Sending process', 'Proces wysyłający', omit),
      claim_expires_at_ms: as('technical', 'Sending process until', 'Proces wysyłający do', omit),
      parts: as('technical', 'Segments accepted by the operator', 'Segmenty przyjęte przez operatora'),
      parts_delivered: as('technical', 'Segments delivered', 'Segmenty doręczone'),
      submitted_at_ms: as('message', 'Given to the operator', 'Przekazano operatorowi'),
      final_at_ms: as('message', 'Settled', 'Rozstrzygnięto'),
      changed_at_ms: as('technical', 'Last changed', 'Ostatnia zmiana'),
      quiet_until_ms: as('message', 'Held for quiet hours until', 'Wstrzymano na czas ciszy do'),
    },
  ),
  message_parts: table(
    {
      label: words('The operator’s numbers of your messages', 'Numery Twoich wiadomości u operatora'),
      why: words('To match receipts with messages.', 'By łączyć potwierdzenia z wiadomościami.'),
      source: words('The operator.', 'Operator.'),
      links: [{ by: 'message', column: 'message_sequence', key: 'sequence' }],
      erase: 'keep',
      retention: 'messages',
    },
    {
      route: as('technical', 'Operator’s account', 'Konto u operatora'),
      part_id: as('technical', 'The operator’s number', 'Numer u operatora'),
      message_sequence: as('technical', 'Place in the outbox', 'Miejsce w kolejce'),
      state: as('technical', 'State', 'Stan'),
    },
  ),
  early_receipts: impersonal('Receipts that came early', 'Potwierdzenia, które przyszły wcześniej', [
    'route',
    'part_id',
    'state',
    'error_code',
    'done_at_ms',
    'received_at_ms',
  ]),
  inbound_messages: table(
    {
      label: words('Messages from you', 'Wiadomości od Ciebie'),
      why: words('To obey STOP and to answer you.', 'By wykonać STOP i odpowiedzieć Ci.'),
      source: words('You.', 'Ty.'),
      links: [{ by: 'number', column: 'number_key' }],
      erase: 'keep',
      retention: 'replies',
    },
    {
      received_at_ms: as('reply', 'Received', 'Odebrano'),
      id: as('technical', 'Message ID', 'ID wiadomości'),
      route: as('technical', 'Operator’s account', 'Konto u operatora'),
      from_number: as('contact', 'Phone number', 'Numer telefonu', blank),
      number_key: as('technical', 'Keyed hash of the number', 'Skrót numeru z kluczem', { ...omit, ...blank }),
      to_number: as('reply', 'Sent to', 'Wysłano na'),
      text: as('reply', 'Text', 'Treść', blank),
      deduplication_key: as('technical', 'Key against doubles', 'Klucz przeciw duplikatom', { ...omit, ...blank }),
      reply_class: as('reply', 'Understood as', 'Zrozumiano jako'),
      answer_id: as('technical', 'Message ID of our answer', 'ID naszej odpowiedzi'),
      settled_as: as('reply', 'What a person took it for', 'Jak zrozumiał to człowiek'),
    },
  ),
  opt_in_requests: table(
    {
      label: words('Sign-ups that you were asked to confirm', 'Zapisy, o których potwierdzenie poproszono'),
      why: words('So that nobody signs up with another’s number.', 'By nikt nie zapisał się cudzym numerem.'),
      source: words('You, or somebody who gave your number.', 'Ty albo ktoś, kto podał Twój numer.'),
      links: [{ by: 'contact', column: 'contact_id' }],
      erase: 'delete',
      retention: 'contact',
    },
    {
      requested_at_ms: as('consent', 'Asked', 'Poproszono'),
      id: as('technical', 'Request ID', 'ID prośby'),
      contact_id: as('technical', 'Contact ID', 'ID kontaktu', omit),
      number_key: as('technical', 'Keyed hash of the number', 'Skrót numeru z kluczem', omit),
      purpose: as('consent', 'Purpose', 'Cel'),
      confirm_by: as('consent', 'Confirmed by', 'Sposób potwierdzenia'),
      code_hash: as('technical', 'Keyed hash of the code', 'Skrót kodu z kluczem', omit),
      message_id: as('technical', 'Message ID', 'ID wiadomości'),
      request_entry_id: as('technical', 'Entry of the request', 'Wpis prośby'),
      confirm_entry_id: as('technical', 'Entry of the confirmation', 'Wpis potwierdzenia'),
      state: as('consent', 'State', 'Stan'),
      wrong_tries: as('technical', 'Wrong codes', 'Błędne kody'),
      expires_at_ms: as('consent', 'Until', 'Do'),
    },
  ),
  withdrawal_links: table(
    {
      label: words('Your link to stop offers', 'Twój link do rezygnacji z ofert'),
      why: words('So that you can stop offers without replying.', 'By zrezygnować z ofert bez odpisywania.'),
      source: words('The system itself.', 'Sam system.'),
      links: [{ by: 'contact', column: 'contact_id' }],
      erase: 'delete',
      retention: 'contact',
    },
    {
      token: as('technical', 'End of the link', 'Końcówka linku'),
      contact_id: as('technical', 'Contact ID', 'ID kontaktu', omit),
      created_at_ms: as('technical', 'Made', 'Utworzono'),
    },
  ),
  events: table(
    {
      label: words('What automations were told', 'O czym powiadomiono automatyzacje'),
      why: words('To start the sender’s automations.', 'By uruchamiać automatyzacje nadawcy.'),
      source: words('The messages above.', 'Powyższe wiadomości.'),
      links: [
        { by: 'contact', column: 'contact_id' },
        { by: 'message', column: 'message_id', key: 'id' },
      ],
      erase: 'keep',
      retention: 'events',
    },
    {
      sequence: as('technical', 'Place in the list', 'Miejsce na liście'),
      id: as('technical', 'Event ID', 'ID zdarzenia'),
      kind: as('technical', 'Kind', 'Rodzaj'),
      at_ms: as('technical', 'When', 'Kiedy'),
      contact_id: as('technical', 'Contact ID', 'ID kontaktu', { ...omit, ...blank }),
      message_id: as('technical', 'Message ID', 'ID wiadomości'),
      inbound_id: as('technical', 'Message ID of a reply', 'ID odpowiedzi'),
    },
  ),
  templates: impersonal('Saved templates', 'Zapisane szablony', [
    'name',
    'version',
    'id',
    'purpose',
    'variants',
    'default_language',
    'variables',
    'saved_at_ms',
  ]),
  wordings: impersonal('Consent wordings', 'Treści zgód', [
    'name',
    'version',
    'id',
    'purpose',
    'texts',
    'default_language',
    'saved_at_ms',
  ]),
  consumers: impersonal('Readers of events', 'Czytelnicy zdarzeń', ['name', 'sequence', 'seen_at_ms']),
  erasures: impersonal('Erasures that were done', 'Wykonane usunięcia', ['id', 'erased_at_ms']),
  purge_skipped: impersonal('Messages that a purge left', 'Wiadomości pominięte przy czyszczeniu', [
    'message_sequence',
  ]),
  leases: impersonal('Rights of processes', 'Prawa procesów', ['name', 'owner', 'fence', 'expires_at_ms']),
  settings: impersonal('Facts about the store', 'Fakty o magazynie', ['name', 'value']),
  migrations: impersonal('Steps of the schema', 'Kroki schematu', ['version', 'name', 'applied_at_ms']),
};

/** A table of the store. */
export type StoredTable = keyof typeof dataInventory;
