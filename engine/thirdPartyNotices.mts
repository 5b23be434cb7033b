import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The licences of the packages that a bundle contains, from esbuild's list of its input files. */
export async function thirdPartyNotices(inputs: Readonly<Record<string, unknown>>): Promise<string> {
  const folders = new Set(Object.keys(inputs).flatMap((file) => packageFolder(file) ?? []));
  const notices = await Promise.all([...folders].sort().map(noticeOf));
  return notices.join(`\n${'-'.repeat(78)}\n\n`);
}

function packageFolder(file: string): string | null {
  return /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? null;
}

async function noticeOf(folder: string): Promise<string> {
  const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const licenceFile = (await readdir(folder)).find((file) => /^(licen[cs]e|copying)/i.test(file));
  const text = licenceFile === undefined ? '' : await readFile(join(folder, licenceFile), 'utf8');
  return `${name} ${version} (${license})\n\n${text}`;
}
