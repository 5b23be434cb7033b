import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { startNodeRed, type FlowNode } from '../hosts/node-red/nodeRedHost';

const run = promisify(execFile);
const packageFolder = join(__dirname, '../../node-red');

interface Manifest {
  readonly [key: string]: unknown;
  readonly name: string;
  readonly version: string;
  readonly keywords: readonly string[];
  readonly 'node-red': { readonly version: string; readonly nodes: Readonly<Record<string, string>> };
}

interface NodeSet {
  readonly module: string;
  readonly types: readonly string[];
  readonly enabled: boolean;
  readonly err?: string;
}

/** Installs a tarball as Node-RED's palette manager does. */
const installAsNodeRed = (tarball: string) => async (userDir: string) => {
  await writeFile(join(userDir, 'package.json'), JSON.stringify({ name: 'node-red-project', private: true }));
  const flags = ['--no-audit', '--no-update-notifier', '--no-fund', '--save', '--omit=dev', '--engine-strict'];
  await run('npm', ['install', ...flags, '--ignore-scripts', '--', tarball], { cwd: userDir });
};

async function nodeSets(url: string, init: RequestInit = {}): Promise<NodeSet[]> {
  const answer = await fetch(`${url}/nodes`, { headers: { Accept: 'application/json' }, ...init });
  const body = (await answer.json()) as NodeSet[] | { nodes: NodeSet[] };
  return (Array.isArray(body) ? body : (body.nodes ?? [])).filter(({ module }) => module === '@zgoda/node-red');
}

describe('the packed Node-RED package', () => {
  let folder: string;
  let tarball: string;
  let manifest: Manifest;
  let files: string[];
  const read = (file: string): string => readFileSync(join(folder, 'package', file), 'utf8');

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zgoda-node-red-package-'));
    const pack = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder];
    const { stdout } = await run('npm', pack, { cwd: packageFolder });
    const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
    tarball = join(folder, basename(filename));
    await run('tar', ['-xzf', tarball, '-C', folder]);
    manifest = JSON.parse(read('package.json')) as Manifest;
    files = await readdir(join(folder, 'package'), { recursive: true });
  }, 120_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('holds one engine, with the licences of what is in it, and no sources', () => {
    expect(files.filter((file) => basename(file) === 'index.js')).toEqual(['dist/engine/index.js']);
    expect(files.filter((file) => basename(file) === 'sqliteWorker.js')).toEqual(['dist/engine/sqliteWorker.js']);
    expect(files).toEqual(
      expect.arrayContaining(['dist/engine/zgoda.js', 'dist/engine/THIRD-PARTY-LICENSES.txt', 'LICENSE', 'README.md']),
    );
    expect(files.filter((file) => /\.(ts|mts|mjs|map)$/.test(file))).toEqual([]);
    for (const file of Object.values(manifest['node-red'].nodes)) {
      expect(read(file)).toContain('require("../engine/index.js")');
      expect(read(file).length).toBeLessThan(40_000);
    }
  });

  it('needs no other package and runs no script when it is installed', () => {
    for (const key of ['dependencies', 'peerDependencies', 'optionalDependencies', 'bundledDependencies']) {
      expect(manifest[key] ?? {}).toEqual({});
    }
    const scripts = Object.keys((manifest.scripts ?? {}) as object);
    expect(scripts.filter((script) => /install|prepare/.test(script))).toEqual([]);
  });

  it('meets the points of the Node-RED scorecard', () => {
    expect(manifest).toMatchObject({ license: 'MIT', repository: expect.anything(), bugs: expect.anything() });
    expect(manifest.name).toMatch(/^@[a-z\d][\w-.]+\/[a-z\d][\w-.]*$/);
    expect(manifest.keywords).toContain('node-red');
    expect(manifest['node-red'].version).toBeDefined();
    expect(manifest.engines).toHaveProperty('node');
    const used = files
      .filter((file) => /^examples\/.*\.json$/.test(file))
      .flatMap((file) => (JSON.parse(read(file)) as FlowNode[]).map(({ type }) => type));
    const types = Object.entries(manifest['node-red'].nodes).map(([name, file]) => {
      const page = read(file.replace(/\.js$/, '.html'));
      const [, type, category] =
        /<script type="text\/javascript">[\s\S]*registerType\('([\w-]+)', \{\s+category: '([\w ]+)'/.exec(page) ?? [];
      expect(type).toBe(name);
      if (category !== 'config') expect(used).toContain(type);
      return type;
    });
    expect(new Set(types).size).toBe(types.length);
  });

  it('loads in a real Node-RED after an install without scripts', async () => {
    const host = await startNodeRed({ install: installAsNodeRed(tarball) });
    try {
      const sets = await nodeSets(host.url);
      expect(sets.map(({ types, enabled, err }) => ({ types, enabled, err }))).toEqual(
        Object.keys(manifest['node-red'].nodes).map((type) => ({ types: [type], enabled: true, err: undefined })),
      );
      const installed = await readdir(join(host.userDir, 'node_modules'), { recursive: true });
      expect(installed.filter((file) => /engine\/index\.js$/.test(file))).toHaveLength(1);
    } finally {
      await host.stop();
    }
  }, 120_000);

  it('loads into a running Node-RED that it is uploaded to', async () => {
    const host = await startNodeRed({ install: async () => undefined });
    try {
      const form = new FormData();
      form.set('tarball', new Blob([await readFile(tarball)], { type: 'application/gzip' }), basename(tarball));
      const sets = await nodeSets(host.url, { method: 'POST', body: form });
      expect(sets.flatMap(({ types }) => types).sort()).toEqual(Object.keys(manifest['node-red'].nodes).sort());
      expect(sets.filter(({ err }) => err !== undefined)).toEqual([]);
    } finally {
      await host.stop();
    }
  }, 120_000);
});
