import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';

/** A statement whose rows are arrays, which are cheaper than objects. */
export interface RowStatement<Row extends readonly unknown[]> {
  get(...values: SQLInputValue[]): Row | undefined;
  all(...values: SQLInputValue[]): Row[];
}

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

  /** A statement of its own, so that others of the same text keep their objects. */
  prepareRows<Row extends readonly unknown[]>(text: string): RowStatement<Row> {
    const statement = this.database.prepare(text);
    statement.setReturnArrays(true);
    return {
      get: (...values) => statement.get(...values) as Row | undefined,
      all: (...values) => statement.all(...values) as unknown as Row[],
    };
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
