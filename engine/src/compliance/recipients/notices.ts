import type { Contact } from '../../contacts/contact';
import type { IdSource } from '../../shared/ids';
import type { RecipientKeys } from './recipientKeys';
import type { Recipient, RecipientNotice } from './recipientStore';

/** Who was erased, as recipients know them. */
export interface ErasedPerson {
  /** Null where the number belonged to no contact. */
  readonly contact: Pick<Contact, 'attributes'> | null;
  /** E.164. */
  readonly number: string;
}

/** What making notices needs from outside. */
export interface NoticePorts {
  readonly ids: IdSource;
  readonly keys: RecipientKeys;
}

/** What a recipient finds the person by: its own reference, or the number where it has none; null: it never had the person. */
export function referenceFor(
  { referenceAttribute }: Recipient,
  { contact, number }: ErasedPerson,
): { readonly reference: string } | { readonly number: string } | null {
  if (referenceAttribute === null) return { number };
  const reference = contact?.attributes[referenceAttribute];
  return reference === undefined || reference === '' ? null : { reference: String(reference) };
}

/**
 * One notice for each recipient that was given data of the person (GDPR Art. 19), with no more in it than the recipient
 * needs to find the person, sealed.
 */
export function noticesFor(
  recipients: readonly Recipient[],
  person: ErasedPerson,
  { erasureId, erasedAtMs }: { readonly erasureId: string; readonly erasedAtMs: number },
  { ids, keys }: NoticePorts,
): (RecipientNotice & { readonly recipient: string })[] {
  return recipients.flatMap((recipient) => {
    const subject = referenceFor(recipient, person);
    if (subject === null) return [];
    const id = ids.next();
    const timestamp = new Date(erasedAtMs).toISOString();
    const body = JSON.stringify({ type: 'subject.erased', timestamp, data: { erasureId, ...subject } });
    const { id: recipientId, name } = recipient;
    return [{ id, recipientId, recipient: name, erasureId, sealed: keys.seal(id, body), createdAtMs: erasedAtMs }];
  });
}
