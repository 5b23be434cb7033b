import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';

/** Prepared statements of one connection, by their text. */
export class StatementCache {
  private readonly statements = new Map<string, StatementSync>();

  constructor(private readonly database: DatabaseSync) {}

  prepare(text: string): StatementSync {
    const known = this.statements.get(text);
    if (known !== undefined) return known;
    const statement = this.database.prepare(text);
    this.statements.set(text, statement);
    return statement;
  }

  /** Runs statements that return nothing, such as BEGIN. */
  exec(text: string): void {
    this.database.exec(text);
  }

  all<Row>(text: string, ...values: SQLInputValue[]): Row[] {
    return this.prepare(text).all(...values) as Row[];
  }

  get<Row>(text: string, ...values: SQLInputValue[]): Row | undefined {
    return this.prepare(text).get(...values) as Row | undefined;
  }
}
