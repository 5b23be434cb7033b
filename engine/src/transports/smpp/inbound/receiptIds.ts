import { canonicalId, otherFormsOf, responseIdOf, type ReceiptIdForm } from '../messageId';

const forms: readonly ReceiptIdForm[] = ['same', 'decimal', 'hex'];
const convincingLead = 3;
const leadForEachAgainst = 10;

/** The id of a receipt, as it is looked up. */
export interface ReceiptId {
  /** Canonical. */
  readonly partId: string;
  /** Whether its other forms count as well. */
  readonly anyForm: boolean;
}

/**
 * Finds out how an operator's receipts write message ids: one for all connections of an account. Until a form leads
 * convincingly the store looks a receipt up in every form and says which one it knows; it never settles without.
 */
export class ReceiptIds {
  private form: ReceiptIdForm | null;
  private readonly votes = { same: 0, decimal: 0, hex: 0 };

  constructor(configured: 'auto' | ReceiptIdForm) {
    this.form = configured === 'auto' ? null : configured;
  }

  /** What to look a receipt up by. */
  read(receiptId: string): ReceiptId {
    if (this.form !== null) return { partId: responseIdOf(receiptId, this.form), anyForm: false };
    return { partId: canonicalId(receiptId), anyForm: otherFormsOf(receiptId).length > 0 };
  }

  /** Of all that a receipt's id may mean, only this part is known. */
  learn(receiptId: string, partId: string): void {
    for (const form of forms) if (responseIdOf(receiptId, form) === partId) this.votes[form]++;
    const leader = forms.reduce((best, form) => (this.votes[form] > this.votes[best] ? form : best));
    const against = forms.reduce((sum, form) => (form === leader ? sum : sum + this.votes[form]), 0);
    if (this.votes[leader] >= convincingLead + leadForEachAgainst * against) this.form ??= leader;
  }
}
