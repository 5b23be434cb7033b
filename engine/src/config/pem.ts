import { z } from 'zod/v4';

const blocks = /-----BEGIN ([A-Z0-9 ]+)-----([\s\S]*?)-----END \1-----/g;

/**
 * A text in PEM form (RFC 7468) as forms hold it: line breaks that were written as \n, or lost in a box of one line, are
 * put back. `kind` is the end of the label that it must have.
 */
export function pem(kind: 'CERTIFICATE' | 'PRIVATE KEY') {
  return z
    .string()
    .max(200_000)
    .transform(withLineBreaks)
    .refine((text) => labelsOf(text).some((label) => label.endsWith(kind)), {
      error: `It must be in PEM form, from -----BEGIN ${kind}----- to -----END ${kind}-----`,
    });
}

/** The blocks of a PEM text, each whole. */
export function pemBlocks(text: string): string[] {
  return [...text.matchAll(blocks)].map(([block]) => block);
}

function withLineBreaks(text: string): string {
  return text
    .replaceAll('\\n', '\n')
    .replace(blocks, (block, label: string, body: string) =>
      body.trim().includes('\n') ? block : `-----BEGIN ${label}-----\n${linesOf(body)}\n-----END ${label}-----\n`,
    );
}

const linesOf = (base64: string): string => base64.replace(/\s+/g, '').replace(/.{64}(?=.)/g, '$&\n');

const labelsOf = (text: string): string[] => [...text.matchAll(blocks)].map(([, label]) => label as string);
