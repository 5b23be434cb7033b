import type { TextDecoder } from '../text';

/** A part of a text, with what says how to read its bytes. */
export interface TextBytes {
  readonly bytes: Buffer;
  /** See `Payload.elements`. */
  readonly elements: Buffer;
  readonly dataCoding: number;
}

/** Reads parts in order. Those that are read alike are joined first: a character may be cut in two at a border. */
export function decodeParts(parts: readonly TextBytes[], decoder: TextDecoder): string {
  let text = '';
  for (let at = 0; at < parts.length;) {
    const { dataCoding, elements } = parts[at] as TextBytes;
    const alike = (part: TextBytes): boolean => part.dataCoding === dataCoding && part.elements.equals(elements);
    const run = parts.slice(at).findIndex((part) => !alike(part));
    const next = run === -1 ? parts.length : at + run;
    const header = elements.length === 0 ? [] : [Buffer.from([elements.length]), elements];
    const bytes = Buffer.concat([...header, ...parts.slice(at, next).map((part) => part.bytes)]);
    text += decoder.decodeText(bytes, dataCoding, { hasUserDataHeader: header.length > 0 }).text;
    at = next;
  }
  return text;
}

/** A part as it is stored until the others are there: coding, elements and bytes, the last two in base64. */
export function writeContent({ dataCoding, elements, bytes }: TextBytes): string {
  return [dataCoding, elements.toString('base64'), bytes.toString('base64')].join(' ');
}

/** What `writeContent` wrote. */
export function readContent(content: string): TextBytes {
  const [dataCoding = '0', elements = '', bytes = ''] = content.split(' ');
  return {
    dataCoding: Number(dataCoding),
    elements: Buffer.from(elements, 'base64'),
    bytes: Buffer.from(bytes, 'base64'),
  };
}
