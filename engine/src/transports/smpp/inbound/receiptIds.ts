import { canonicalId, responseIdOf, type ReceiptIdForm } from '../messageId';
import type { Receipt } from './receipt';

const forms: readonly ReceiptIdForm[] = ['same', 'decimal', 'hex'];
const recentIds = 4_096;
const mostLookedAt = 2_000;
const mostKept = 1_000;
const convincingLead = 3;

/**
 * Finds out how an operator's receipts write message ids, by looking the first ones up among the ids that
 * submit_sm_resp gave lately in each form. Once one form leads by three, it stands. Until then the likeliest is used, and
 * receipts that matched nothing are kept, to be told again under their right id.
 */
export class ReceiptIds {
  private form: ReceiptIdForm | null;
  private readonly recent: string[] = [];
  private nextRecent = 0;
  private readonly votes = { same: 0, decimal: 0, hex: 0 };
  private lookedAt = 0;
  private unmatched: Receipt[] = [];
  /** Ids that would match an unmatched receipt (it may have come before its response), with the forms that say so. */
  private readonly awaited = new Map<string, ReceiptIdForm[]>();

  constructor(
    configured: 'auto' | ReceiptIdForm,
    /** Gets the receipts that were told under another id before the form was known. */
    private readonly tellAgain: (receipts: readonly Receipt[]) => void,
  ) {
    this.form = configured === 'auto' ? null : configured;
  }

  /** Whether it still wants to know what ids are given. */
  get learning(): boolean {
    return this.form === null;
  }

  /** The operator gave this id, canonical. */
  given(id: string): void {
    this.recent[this.nextRecent] = id;
    this.nextRecent = (this.nextRecent + 1) % recentIds;
    if (this.awaited.size === 0) return;
    const matching = this.awaited.get(id);
    if (matching !== undefined && this.form === null) this.vote(matching);
  }

  /** The id of a receipt as submit_sm_resp gave it, as well as is known by now; canonical. */
  partIdOf(receipt: Receipt): string {
    if (this.form === null) this.learnFrom(receipt);
    return responseIdOf(receipt.id, this.form ?? this.likeliest());
  }

  private learnFrom(receipt: Receipt): void {
    const recent = new Set(this.recent);
    const matching = candidates(receipt.id).flatMap(({ id, form }) => (recent.has(id) ? [form] : []));
    if (matching.length === 0 && this.unmatched.length < mostKept) this.keep(receipt);
    this.lookedAt++;
    this.vote(matching);
  }

  private keep(receipt: Receipt): void {
    this.unmatched.push(receipt);
    for (const { id, form } of candidates(receipt.id)) {
      this.awaited.set(id, [...(this.awaited.get(id) ?? []), form]);
    }
  }

  private vote(matching: readonly ReceiptIdForm[]): void {
    for (const form of matching) this.votes[form]++;
    const leader = this.likeliest();
    const others = forms.filter((form) => form !== leader).map((form) => this.votes[form]);
    if (this.votes[leader] - Math.max(...others) >= convincingLead || this.lookedAt >= mostLookedAt)
      this.settle(leader);
  }

  private likeliest(): ReceiptIdForm {
    return forms.reduce((best, form) => (this.votes[form] > this.votes[best] ? form : best));
  }

  private settle(form: ReceiptIdForm): void {
    this.form = form;
    const changed = this.unmatched.filter(({ id }) => responseIdOf(id, form) !== canonicalId(id));
    this.unmatched = [];
    this.awaited.clear();
    this.recent.length = 0;
    if (changed.length > 0) this.tellAgain(changed);
  }
}

/** What submit_sm_resp may have given for a receipt's id, with the form that says so; each id once. */
function candidates(receiptId: string): { readonly id: string; readonly form: ReceiptIdForm }[] {
  const all = forms.map((form) => ({ id: responseIdOf(receiptId, form), form }));
  return all.filter(({ id }, at) => all.findIndex((other) => other.id === id) === at);
}
