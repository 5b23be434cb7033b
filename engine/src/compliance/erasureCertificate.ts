import type { Controller } from '../config';
import type { Words } from '../shared/words';
import { dataInventory, type DataCategory, type StoredTable, type TableTags } from './dataInventory';
import { documentName } from './documents';
import type { ErasedRows } from './erasureStore';

/** The proof that an erasure was done. It holds no personal data, so it may be kept. */
export interface ErasureCertificate {
  readonly schema: 'zgoda-erasure-certificate';
  /** Grows with every change that a reader of the document must know of. */
  readonly schemaVersion: 1;
  /** UUIDv7. */
  readonly certificateId: string;
  /** ISO 8601, UTC. */
  readonly erasedAt: string;
  readonly controller: Controller;
  /** Whether anything was held. */
  readonly found: boolean;
  /** How many rows of each table were deleted, or emptied of what they held on the person. */
  readonly removed: readonly {
    readonly name: string;
    readonly label: Words;
    readonly how: 'deleted' | 'emptied';
    readonly rows: number;
    readonly categories: readonly DataCategory[];
  }[];
  readonly cancelledMessages: number;
  /** Whether a number is blocked for marketing because of the erasure. */
  readonly suppressed: boolean;
  /** What stays, why, and the article of the GDPR that allows it. */
  readonly kept: readonly { readonly what: Words; readonly why: Words; readonly article: string }[];
  /** The consent ledger at that moment: its chain still verifies. Null: it is empty. */
  readonly ledger: { readonly entries: number; readonly head: string } | null;
  /** Third parties that are told to erase, too (Art. 19). */
  readonly recipients: readonly string[];
}

/** What a certificate is made of. */
export interface CertificateFacts extends Pick<
  ErasureCertificate,
  'certificateId' | 'controller' | 'suppressed' | 'ledger' | 'recipients'
> {
  readonly erasedAtMs: number;
  readonly erased: ErasedRows;
}

const words = (en: string, pl: string): Words => ({ en, pl });

const hash = {
  what: words('A keyed hash of the phone number', 'Skrót numeru telefonu z kluczem'),
  why: words(
    'So that the number is not texted again, also when it comes back with an imported list.',
    'By nie pisać ponownie na ten numer, także gdy wróci z importowaną listą.',
  ),
  article: 'Art. 21(3), Art. 17(3)(b)',
};

const ledgerEntries = {
  what: words(
    'Entries of the consent ledger without the person: act, purpose, time and a salted hash',
    'Wpisy rejestru zgód bez osoby: czynność, cel, czas i solony skrót',
  ),
  why: words(
    'To show that the ledger was not changed, and to answer claims.',
    'By wykazać, że rejestru nie zmieniono, i bronić się przed roszczeniami.',
  ),
  article: 'Art. 17(3)(e)',
};

const emptied = {
  what: words(
    'States, times and counts of messages, without number, text or person',
    'Stany, czasy i liczby wiadomości, bez numeru, treści i osoby',
  ),
  why: words(
    'Statistics that lead to nobody; receipts of messages under way can still be settled.',
    'Statystyka, która do nikogo nie prowadzi; potwierdzenia wiadomości w drodze można jeszcze rozliczyć.',
  ),
  article: 'Recital 26',
};

const journal = {
  what: words(
    'An entry of the erasure journal: keyed hash and contact ID',
    'Wpis dziennika usunięć: skrót z kluczem i ID kontaktu',
  ),
  why: words('So that a restored backup brings nobody back.', 'By przywrócona kopia zapasowa nikogo nie przywróciła.'),
  article: 'Art. 17(1), Art. 32(1)',
};

/** Writes the certificate of an erasure. */
export function erasureCertificate(facts: CertificateFacts): ErasureCertificate {
  const { certificateId, erasedAtMs, controller, erased, suppressed, ledger, recipients } = facts;
  const { rows, cancelledMessages } = erased;
  return {
    schema: 'zgoda-erasure-certificate',
    schemaVersion: 1,
    certificateId,
    erasedAt: new Date(erasedAtMs).toISOString(),
    controller,
    found: Object.keys(rows).length > 0,
    removed: (Object.keys(rows) as StoredTable[]).map((name) => removedFrom(name, rows[name] ?? 0)),
    cancelledMessages: cancelledMessages.length,
    suppressed,
    kept: [
      ...(suppressed ? [hash, journal] : []),
      ...(rows.ledger === undefined ? [] : [ledgerEntries]),
      ...(rows.messages === undefined && rows.inbound_messages === undefined ? [] : [emptied]),
    ],
    ledger,
    recipients,
  };
}

function removedFrom(name: StoredTable, rows: number): ErasureCertificate['removed'][number] {
  const { label, columns }: TableTags = dataInventory[name];
  const erased = Object.values(columns).filter(({ erase }) => erase !== 'keep');
  return {
    name: documentName(name),
    label,
    how: erased.some(({ erase }) => erase === 'delete') ? 'deleted' : 'emptied',
    rows,
    categories: [...new Set(erased.map(({ category }) => category))],
  };
}
