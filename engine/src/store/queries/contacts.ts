import { sql, type Selectable } from 'kysely';
import type { AttributeValue, Contact, ContactChange, ContactStore } from '../../contacts/contact';
import type { ContactsTable } from '../schema';
import { nestedRows, type Session } from '../session';

const columns = [
  'id',
  'number',
  'number_key',
  'first_name',
  'last_name',
  'email',
  'email_lower',
  'language',
  'country',
  'birth_date',
  'attributes',
  'created_at_ms',
  'updated_at_ms',
] as const;

const changeable = columns.filter((column) => !['id', 'number', 'number_key', 'created_at_ms'].includes(column));

type Key = 'id' | 'number' | 'email_lower';

/** Contacts, each with what `toContact` needs. */
export const selectContacts = (session: Session) =>
  session.db
    .selectFrom('contacts')
    .select(columns)
    .select(
      session
        .nested(
          session.db
            .selectFrom('contact_groups')
            .select('group_name')
            .where('contact_id', '=', sql.ref<string>('contacts.id'))
            .orderBy('group_name'),
          ['group_name'],
        )
        .as('groups'),
    );

/** The contact store over one session. */
export function createContactQueries(session: Session): ContactStore {
  const readWhere = async (key: Key, values: readonly string[]): Promise<Contact[]> => {
    const those = selectContacts(session).where(session.among(key, values)).orderBy('created_at_ms').orderBy('id');
    return (await session.rows(those)).map(toContact);
  };

  /** Read once they are locked: their groups may have changed while this waited. */
  const lockByNumber = async (numbers: readonly string[]): Promise<Contact[]> => {
    const lock = session.db.selectFrom('contacts').select('id').where(session.among('number', numbers)).orderBy('id');
    if (session.locksRows) await session.rows(lock.forUpdate());
    return readWhere('number', numbers);
  };

  return {
    async upsertContacts(changes, nowMs) {
      const created = await createMissing(session, changes, nowMs);
      const numbers = [...new Set(changes.map(({ number }) => number))];
      const known = new Map((await lockByNumber(numbers)).map((contact) => [contact.number, contact]));
      const answers = changes.map((change) => {
        const contact = applyChange(storedContact(known, change.number), change, nowMs);
        known.set(change.number, contact);
        return { contact, created: created.delete(change.number) };
      });
      await writeContacts(session, [...known.values()]);
      await writeGroups(session, changes, known);
      return answers;
    },

    async readContactsByNumber(numbers) {
      const contacts = await readWhere('number', numbers);
      return new Map(contacts.map((contact) => [contact.number, contact]));
    },

    async readContact(id) {
      const [contact] = await readWhere('id', [id]);
      return contact ?? null;
    },

    readContactsByEmail: (email) => readWhere('email_lower', [email.toLowerCase()]),
  };
}

/** Inserts bare rows for new numbers first, so that two processes that meet on one number cannot both create it. */
async function createMissing(session: Session, changes: readonly ContactChange[], nowMs: number): Promise<Set<string>> {
  const firstByNumber = new Map<string, ContactChange>();
  for (const change of changes) if (!firstByNumber.has(change.number)) firstByNumber.set(change.number, change);
  const rows = [...firstByNumber.values()]
    .sort((a, b) => (a.number < b.number ? -1 : 1))
    .map(({ id, number, numberKey }) => ({
      id,
      number,
      number_key: numberKey,
      attributes: '{}',
      created_at_ms: nowMs,
      updated_at_ms: nowMs,
    }));
  const bare = ['id', 'number', 'number_key', 'attributes', 'created_at_ms', 'updated_at_ms'] as const;
  const written = await session.insert('contacts', rows, bare, { key: ['number'], overwrite: [] }, 'number');
  return new Set(written as string[]);
}

function storedContact(known: ReadonlyMap<string, Contact>, number: string): Contact {
  const contact = known.get(number);
  if (contact === undefined) throw new Error('A contact that was just written is missing');
  return contact;
}

function applyChange(contact: Contact, change: ContactChange, nowMs: number): Contact {
  return {
    ...contact,
    firstName: change.firstName ?? contact.firstName,
    lastName: change.lastName ?? contact.lastName,
    email: change.email ?? contact.email,
    language: change.language ?? contact.language,
    country: change.country ?? contact.country,
    birthDate: change.birthDate ?? contact.birthDate,
    attributes: { ...contact.attributes, ...change.attributes },
    groups: [...new Set([...contact.groups, ...(change.groups ?? [])])].sort(),
    updatedAtMs: nowMs,
  };
}

async function writeContacts(session: Session, contacts: readonly Contact[]): Promise<void> {
  await session.insert('contacts', contacts.map(toRow), columns, { key: ['id'], overwrite: changeable });
}

async function writeGroups(
  session: Session,
  changes: readonly ContactChange[],
  known: ReadonlyMap<string, Contact>,
): Promise<void> {
  const rows = changes.flatMap(({ number, groups }) =>
    (groups ?? []).map((group) => ({ contact_id: storedContact(known, number).id, group_name: group })),
  );
  await session.insert('contact_groups', rows, ['contact_id', 'group_name'], {
    key: ['contact_id', 'group_name'],
    overwrite: [],
  });
}

/** A row of `selectContacts` as the domain has it. */
export function toContact(row: Selectable<ContactsTable> & { groups: string | null }): Contact {
  return {
    id: row.id,
    number: row.number,
    numberKey: row.number_key,
    firstName: row.first_name,
    lastName: row.last_name,
    email: row.email,
    language: row.language,
    country: row.country,
    birthDate: row.birth_date,
    attributes: JSON.parse(row.attributes) as Record<string, AttributeValue>,
    groups: nestedRows<{ group_name: string }>(row.groups).map(({ group_name }) => group_name),
    createdAtMs: row.created_at_ms,
    updatedAtMs: row.updated_at_ms,
  };
}

function toRow(contact: Contact): Selectable<ContactsTable> {
  return {
    id: contact.id,
    number: contact.number,
    number_key: contact.numberKey,
    first_name: contact.firstName,
    last_name: contact.lastName,
    email: contact.email,
    email_lower: contact.email?.toLowerCase() ?? null,
    language: contact.language,
    country: contact.country,
    birth_date: contact.birthDate,
    attributes: JSON.stringify(contact.attributes),
    created_at_ms: contact.createdAtMs,
    updated_at_ms: contact.updatedAtMs,
  };
}
