import { planText } from '../text/planText';

/** A piece of a text that gives way until the whole text fits into its segments. */
export class Elastic {
  constructor(
    readonly text: string,
    readonly segments: number,
  ) {}
}

/** Where an elastic piece stands in the text that was written with it in full. */
export interface PlacedElastic {
  readonly start: number;
  readonly elastic: Elastic;
}

const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });
const ellipsis = '...';

/** The first `length` characters at most, the ellipsis among them; cut between words where one ends in the second half. */
export function shorten(text: string, length: number): string {
  return text.length <= length ? text : shortenPieces(piecesOf(text), length);
}

/** Shortens the elastic pieces of a text, the last one first, until it fits; to nothing where it never does. */
export function fitElastics(text: string, placed: readonly PlacedElastic[]): string {
  return placed.reduceRight((fitted, { start, elastic }) => {
    const before = fitted.slice(0, start);
    const after = fitted.slice(start + elastic.text.length);
    const fits = (piece: string): boolean =>
      planText(before + piece + after, { mode: 'keep' }).segments <= elastic.segments;
    return fits(elastic.text) ? fitted : before + longestFitting(piecesOf(elastic.text), fits) + after;
  }, text);
}

/** By halving. What it gives fits; a longer one may too, as a cut between words comes sooner than was asked. */
function longestFitting(pieces: readonly string[], fits: (piece: string) => boolean): string {
  let least = 0;
  let most = pieces.length - 1;
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (fits(shortenPieces(pieces, middle))) least = middle;
    else most = middle - 1;
  }
  return least === 0 ? '' : shortenPieces(pieces, least);
}

function shortenPieces(pieces: readonly string[], length: number): string {
  if (pieces.length <= length) return pieces.join('');
  if (length <= ellipsis.length) return pieces.slice(0, length).join('');
  const room = length - ellipsis.length;
  const lastSpace = isSpace(pieces[room]) ? room : pieces.slice(0, room).findLastIndex(isSpace);
  return (
    pieces
      .slice(0, lastSpace >= length / 2 ? lastSpace : room)
      .join('')
      .trimEnd() + ellipsis
  );
}

function piecesOf(text: string): string[] {
  return Array.from(characters.segment(text), ({ segment }) => segment);
}

function isSpace(piece: string | undefined): boolean {
  return piece !== undefined && /^\s/.test(piece);
}
