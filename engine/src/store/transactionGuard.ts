import { AsyncLocalStorage } from 'node:async_hooks';
import { ZgodaError } from '../shared/errors';
import { verbKinds, type Verb } from './verbs';

interface OpenTransaction {
  open: boolean;
}

/**
 * Notices a call of the outer store inside `transaction(work)`: it would wait for the very transaction that waits for it
 * (SQLite), or not be part of it (PostgreSQL). Such a call, and one after the end, is an `internal` error.
 */
export class TransactionGuard {
  private readonly current = new AsyncLocalStorage<OpenTransaction>();

  /** Throws when called from inside a transaction. */
  checkOutside(): void {
    if (this.current.getStore()?.open === true) {
      throw new ZgodaError('internal', { problem: 'the store was used inside its own transaction' });
    }
  }

  /** Runs `work`, which checks each verb that it is asked; after its end, and for a verb that must be alone, that throws. */
  async run<T>(work: (check: (verb: Verb) => void) => Promise<T>): Promise<T> {
    const transaction: OpenTransaction = { open: true };
    const check = (verb: Verb): void => {
      if (verbKinds[verb] === 'alone') {
        throw new ZgodaError('internal', { problem: `${verb} was called inside a transaction` });
      }
      if (!transaction.open) throw new ZgodaError('internal', { problem: 'a transaction was used after its end' });
    };
    try {
      return await this.current.run(transaction, () => work(check));
    } finally {
      transaction.open = false;
    }
  }
}
