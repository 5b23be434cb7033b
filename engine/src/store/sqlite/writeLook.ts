import type { StatementCache } from './statementCache';

/** Looks from time to time whether another connection has written to the database. */
export class WriteLook {
  private timer: NodeJS.Timeout | undefined;
  private version = 0;
  private isFailing = false;

  /** Calls `failed` with the first failure of a row of them; it goes on looking. */
  constructor(
    private readonly statements: StatementCache,
    private readonly written: () => void,
    private readonly failed: (error: unknown) => void,
  ) {}

  /** Looks every so many milliseconds from now on; null: no more. */
  every(everyMs: number | null): void {
    clearInterval(this.timer);
    if (everyMs === null) return;
    this.version = this.read();
    this.timer = setInterval(() => this.look(), everyMs);
  }

  private look(): void {
    const { version } = this;
    this.version = this.read();
    if (this.version !== version) this.written();
  }

  /** The number changes with what other connections commit, and not with what this one does. As before when it cannot be read. */
  private read(): number {
    try {
      const found = this.statements.get<{ data_version: number }>('PRAGMA data_version');
      this.isFailing = false;
      return found?.data_version ?? this.version;
    } catch (error) {
      // Thrown in a timer, it would end the thread.
      if (!this.isFailing) this.failed(error);
      this.isFailing = true;
      return this.version;
    }
  }
}
