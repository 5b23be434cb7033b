import { copyFile, cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { catalogOf } from './generate/catalog.mts';
import { nodeFaces, type Descriptions } from './generate/faces.mts';
import { helpHtml } from './generate/helpHtml.mts';
import { nodeHtml } from './generate/nodeHtml.mts';
import type { NodeFace } from './generate/palette.mts';
import { languages } from './generate/words.mts';

const here = dirname(fileURLToPath(import.meta.url));
const source = join(here, 'src');
const dist = join(here, 'dist');
const engineDist = join(here, '../engine/dist');

/** Builds the package's files: each node's script, page, icon and catalogues, and the one engine that they share. */
async function buildNodeRed(): Promise<void> {
  await rm(dist, { recursive: true, force: true });
  const engine = createRequire(import.meta.url)(join(engineDist, 'index.js')) as Descriptions;
  const faces = nodeFaces(engine);
  await Promise.all([
    bundleNodes(faces),
    bundleEditor(),
    copyEngine(),
    copyExamples(),
    copyLicence(),
    ...faces.map(writeFace),
  ]);
}

/** The engine stays one file for all nodes, so that they share one store and one connection. */
async function bundleNodes(faces: readonly NodeFace[]): Promise<void> {
  await build({
    entryPoints: Object.fromEntries(
      faces.map(({ type }) => [`${type}/${type}`, join(source, 'nodes', type, `${type}.ts`)]),
    ),
    outdir: dist,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    alias: { '@zgoda/engine': '../engine/index.js' },
    external: ['../engine/index.js'],
    logLevel: 'warning',
  });
}

async function bundleEditor(): Promise<void> {
  await build({
    entryPoints: { editor: join(source, 'editor/index.ts') },
    outdir: join(here, 'resources'),
    bundle: true,
    platform: 'browser',
    format: 'iife',
    target: 'es2020',
    loader: { '.css': 'text' },
    logLevel: 'warning',
  });
}

async function copyEngine(): Promise<void> {
  await cp(engineDist, join(dist, 'engine'), {
    recursive: true,
    filter: (file) => !file.startsWith(join(engineDist, 'types')),
  });
}

/** Node-RED looks for examples in the package; they are kept with the others of the repository. */
async function copyExamples(): Promise<void> {
  await rm(join(here, 'examples'), { recursive: true, force: true });
  await cp(join(here, '../examples/node-red'), join(here, 'examples'), {
    recursive: true,
    filter: (file) => !file.endsWith('.png'),
  });
}

async function copyLicence(): Promise<void> {
  await copyFile(join(here, '../LICENSE'), join(here, 'LICENSE'));
}

async function writeFace(face: NodeFace): Promise<void> {
  const folder = join(dist, face.type);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${face.type}.html`), nodeHtml(face));
  for (const [locale, language] of Object.entries(languages)) {
    const localeFolder = join(folder, 'locales', locale);
    await mkdir(localeFolder, { recursive: true });
    await writeFile(join(localeFolder, `${face.type}.html`), helpHtml(face, language));
    await writeFile(join(localeFolder, `${face.type}.json`), `${JSON.stringify(catalogOf(face, language), null, 2)}\n`);
  }
  if (face.kind === 'config') return;
  await cp(join(source, 'nodes', face.type, 'icon.svg'), join(folder, 'icons', `${face.type}.svg`));
}

await buildNodeRed();
