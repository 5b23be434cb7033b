import type { StatementCache } from './statementCache';

/** Looks from time to time whether another connection has written to the database. */
export class WriteLook {
  private timer: NodeJS.Timeout | undefined;
  private version = 0;

  constructor(
    private readonly statements: StatementCache,
    private readonly written: () => void,
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

  /** The number changes with what other connections commit, and not with what this one does. */
  private read(): number {
    return this.statements.get<{ data_version: number }>('PRAGMA data_version')?.data_version ?? 0;
  }
}
