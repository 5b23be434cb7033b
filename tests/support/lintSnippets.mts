import { ESLint } from 'eslint';

/** A piece of code, as if it lay in a file of the repository. */
export interface Snippet {
  readonly filePath: string;
  readonly code: string;
}

/**
 * Reads a JSON array of snippets on standard input and prints the identifiers of the rules that each breaks, as a JSON
 * array of arrays. A program of its own, since ESLint imports its configuration in a way that Jest does not let it.
 */
async function lintSnippets(): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  const snippets = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Snippet[];
  const eslint = new ESLint();
  const broken: (string | null)[][] = [];
  for (const { filePath, code } of snippets) {
    const [result] = await eslint.lintText(code, { filePath });
    broken.push((result?.messages ?? []).map((message) => message.ruleId ?? message.message));
  }
  process.stdout.write(JSON.stringify(broken));
}

await lintSnippets();
