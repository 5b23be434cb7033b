import { readFileSync } from 'node:fs';
import { Session, type Profiler } from 'node:inspector/promises';

/** What the host's thread works at. */
export type Part = 'text' | 'store' | 'wire' | 'collector' | 'other';

/** Microseconds of the thread by part; `other` is the bench, the dispatcher and what cannot be told. */
export type Shares = Readonly<Record<Part, number>>;

const sampleUs = 500;

/** Which part a module of the engine belongs to, by its path. */
const partsByPath: readonly (readonly [RegExp, Part])[] = [
  [/^engine\/src\/(templating|text|campaign|contacts|compliance|operations)\//, 'text'],
  [/^engine\/src\/store\//, 'store'],
  [/^engine\/src\/transports\//, 'wire'],
  [/^node_modules\/(pg|pg-.*|postgres-.*|kysely)\//, 'store'],
  [/^node_modules\/(zod|handlebars|libphonenumber-js|@handlebars\/.*)\//, 'text'],
];

/** Samples this thread until `stop`, and tells the parts apart by the modules that esbuild names in its bundle. */
export async function startShares(bundle: string): Promise<{ stop(): Promise<Shares> }> {
  const partAt = readParts(bundle);
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: sampleUs });
  await session.post('Profiler.start');
  return {
    async stop() {
      const { profile } = await session.post('Profiler.stop');
      session.disconnect();
      return sumShares(profile, (url, line) => (url.endsWith(bundle) ? partAt(line) : null));
    },
  };
}

/** The part of a line of the bundle; null between modules of no part. */
function readParts(bundle: string): (line: number) => Part | null {
  const parts: (Part | null)[] = [];
  let current: Part | null = null;
  for (const line of readFileSync(bundle, 'utf8').split('\n')) {
    const module = /^(?:  )?\/\/ ((?:engine|node_modules)\/\S+)$/.exec(line)?.[1];
    if (module !== undefined) current = partsByPath.find(([path]) => path.test(module))?.[1] ?? null;
    parts.push(current);
  }
  return (line) => parts[line] ?? null;
}

function sumShares(profile: Profiler.Profile, partOf: (url: string, line: number) => Part | null): Shares {
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const parents = new Map(profile.nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));
  const sums: Record<Part, number> = { text: 0, store: 0, wire: 0, collector: 0, other: 0 };
  const known = new Map<number, Part | null>();
  const partOfNode = (id: number): Part | null => {
    const found = known.get(id);
    if (found !== undefined) return found;
    const part = partOfFrame((nodes.get(id) as Profiler.ProfileNode).callFrame, partOf) ?? inherited(id);
    known.set(id, part);
    return part;
  };
  const inherited = (id: number): Part | null => {
    const parent = parents.get(id);
    return parent === undefined ? 'other' : partOfNode(parent);
  };
  (profile.samples ?? []).forEach((id, at) => {
    const part = nodes.get(id)?.callFrame.functionName === '(idle)' ? null : partOfNode(id);
    if (part !== null) sums[part] += profile.timeDeltas?.[at] ?? 0;
  });
  return sums;
}

/** Null where the frames below decide; an idle thread is of no part. */
function partOfFrame(
  { functionName, url, lineNumber }: Profiler.ProfileNode['callFrame'],
  partOf: (url: string, line: number) => Part | null,
): Part | null {
  if (functionName === '(garbage collector)') return 'collector';
  if (/^node:(net|internal\/stream_base_commons|internal\/streams)/.test(url)) return 'wire';
  if (/^node:internal\/(worker|per_context\/messageport)/.test(url)) return 'store';
  return partOf(url.replace('file://', ''), lineNumber);
}
