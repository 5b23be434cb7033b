import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { failure, type OutputFiles, type Result, success, ZgodaError } from '../index';

/** Writes a result's files, readable by this user only, and puts their paths in their place. */
export async function writeFiles(result: Result<object & OutputFiles>, folder: unknown): Promise<Result<object>> {
  if (!result.ok) return result;
  const { files = {}, ...facts } = result.value;
  try {
    const paths: Record<string, string> = {};
    for (const [name, file] of Object.entries(files)) {
      if (file !== undefined) paths[name] = await write(String(folder ?? '.'), file.name, file.content);
    }
    return success({ ...facts, files: paths });
  } catch (thrown) {
    const problem = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'it broke off';
    return failure(new ZgodaError('file_unwritable', { problem }, thrown));
  }
}

async function write(folder: string, name: string, content: Buffer): Promise<string> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, name);
  await writeFile(path, content, { mode: 0o600 });
  return path;
}
