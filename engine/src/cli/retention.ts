import { openEngine, type RetentionLine, type RetentionReport } from '../index';
import type { Command, CommandIo, FlagValues } from './command';
import { engineOptions, storeFlagHelp, storeFlags } from './engineFlags';

/** Tells what is held, for how long, and what was purged. */
export const retentionCommand: Command = {
  name: 'retention',
  summary: 'Tells what is held, for how long, and what was purged last.',
  flags: { purge: { type: 'boolean' }, compact: { type: 'boolean' }, json: { type: 'boolean' }, ...storeFlags },
  flagHelp: {
    purge: 'First take away what is old enough. The engine also does so by itself, every hour.',
    compact:
      'Rewrite the store without the copies of purged rows that its pages may still hold. An embedded store accepts nothing meanwhile.',
    json: 'Print one JSON object.',
    ...storeFlagHelp,
  },
  run,
};

async function run(flags: FlagValues, io: CommandIo): Promise<number> {
  const engine = await openEngine(engineOptions(flags, io));
  try {
    const { retention } = engine.services;
    if (flags['purge'] === true && (await retention.purge()) === null) {
      io.note('Another process is purging this store at the moment.');
    }
    if (flags['compact'] === true) await retention.compact();
    const report = await retention.report();
    io.out(flags['json'] === true ? JSON.stringify(report) : tableOf(report));
    return 0;
  } finally {
    await engine.release();
  }
}

const sorts: Readonly<Record<RetentionLine['category'], string>> = {
  contacts: 'contacts',
  ledger: 'consent entries',
  suppressions: 'blocked numbers',
  messages: 'messages, to be counted',
  texts: 'messages with text or number',
  replies: 'replies, to be counted',
  replyTexts: 'replies with text or number',
  events: 'events',
  consumers: 'triggers that read them',
  receipts: 'operator IDs of segments',
  signUps: 'requests to confirm a sign-up',
};

const untilErased: ReadonlySet<RetentionLine['category']> = new Set(['contacts', 'texts', 'replyTexts']);

function tableOf({ lines }: RetentionReport): string {
  const cells = lines.map(({ category, rows, oldest, keepDays, last }) => [
    sorts[category],
    String(rows),
    oldest?.slice(0, 10) ?? '-',
    keepDays === null ? (untilErased.has(category) ? 'until erased' : 'for ever') : `${keepDays} days`,
    last === null || last.purgedAt === null ? '-' : `${last.purged} rows on ${last.purgedAt.slice(0, 16)}Z`,
  ]);
  const rows = [['held', 'rows', 'oldest', 'kept', 'last purged'], ...cells];
  const widths = [0, 1, 2, 3].map((at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
