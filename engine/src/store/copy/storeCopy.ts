import { createHash } from 'node:crypto';
import { ZgodaError } from '../../shared/errors';
import { storableText } from '../postgres/postgresSession';

/** A value of a column, in both engines. */
export type Cell = string | number | null;

/** A row: the values of the table's columns, in their order. */
export type Row = readonly Cell[];

/** A table, as both engines have it. */
export interface TableShape {
  readonly name: string;
  readonly columns: readonly string[];
  /** The columns of the primary key. */
  readonly key: readonly string[];
}

/** One moment of a store, to be read whatever is written meanwhile. */
export interface StoreSnapshot {
  /** Every table of the store but `migrations`. */
  readonly tables: readonly TableShape[];
  /** The rows of a table in pages, in the order of its primary key. */
  pages(table: TableShape): AsyncIterable<readonly Row[]>;
  /** The highest number ever given in each table that numbers its rows. */
  sequences(): Promise<ReadonlyMap<string, number>>;
}

/** A store with no rows, being filled in one transaction. */
export interface StoreFilling {
  insert(table: TableShape, rows: readonly Row[]): Promise<void>;
  /** The next row of the table gets a number above `last`. */
  setSequence(table: string, last: number): Promise<void>;
  /** What was filled in, as it is stored. */
  readonly filled: StoreSnapshot;
}

/** How many rows each table has. */
export type RowCounts = Readonly<Record<string, number>>;

/**
 * Copies every row of a snapshot, page by page, then reads the copy and compares each table with what was read: rows, order
 * and content. Throws `internal` when a table differs.
 */
export async function copyStore(from: StoreSnapshot, to: StoreFilling): Promise<RowCounts> {
  const counts: Record<string, number> = {};
  for (const table of from.tables) {
    const written = new TableDigest();
    for await (const rows of from.pages(table)) {
      const storable = rows.map((row) => row.map(storableCell));
      written.add(storable);
      await to.insert(table, storable);
    }
    const stored = new TableDigest();
    for await (const rows of to.filled.pages(table)) stored.add(rows);
    if (stored.value() !== written.value()) {
      throw new ZgodaError('internal', { problem: `the copy of the table ${table.name} differs` });
    }
    counts[table.name] = written.rows;
  }
  for (const [table, last] of await from.sequences()) await to.setSequence(table, last);
  return counts;
}

function storableCell(cell: Cell): Cell {
  return typeof cell === 'string' ? storableText(cell) : cell;
}

/** What a table holds, in 32 bytes. */
class TableDigest {
  rows = 0;
  private readonly hash = createHash('sha256');

  add(rows: readonly Row[]): void {
    this.rows += rows.length;
    for (const row of rows) this.hash.update(`${JSON.stringify(row)}\n`);
  }

  value(): string {
    return `${this.rows} ${this.hash.digest('hex')}`;
  }
}
