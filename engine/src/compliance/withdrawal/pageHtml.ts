import { createHash } from 'node:crypto';
import { pageTexts, type PageLanguage } from './pageTexts';

/** What a page shows: the question with its button, that it is done, that the link is broken, or to try again. */
export type PageKind = 'question' | 'done' | 'broken' | 'later';

const style = `body{margin:0;background:#fff;color:#1a1a1a;font:1.375rem/1.5 system-ui,sans-serif}
main{max-width:34rem;margin:0 auto;padding:2.5rem 1.25rem}
h1{font-size:1.875rem;line-height:1.25;margin:0 0 1.5rem}
button{font:inherit;font-weight:700;width:100%;min-height:4rem;padding:1rem;border:0;border-radius:.75rem;background:#0f766e;color:#fff;cursor:pointer}
button:focus-visible{outline:.25rem solid #1a1a1a;outline-offset:.25rem}
p{margin:1.5rem 0 0}
@media (prefers-color-scheme:dark){body{background:#121212;color:#f5f5f5}button{background:#5eead4;color:#121212}button:focus-visible{outline-color:#f5f5f5}}`;

/**
 * The page: plain HTML that needs no JavaScript and holds nothing on anybody. Its form posts to its own address, so
 * opening a link, as previews and virus scanners do, changes nothing.
 */
export function pageHtml(kind: PageKind, language: PageLanguage, sender: string | null): string {
  const texts = pageTexts[language];
  const question = sender === null ? texts.question : texts.questionOf.replace('{sender}', () => sender);
  const [heading, body] = {
    question: [
      question,
      `<form method="post"><button type="submit">${escape(texts.button)}</button></form>${paragraph(texts.note)}`,
    ],
    done: [texts.done, paragraph(texts.doneNote)],
    broken: [texts.broken, paragraph(texts.brokenNote)],
    later: [texts.later, ''],
  }[kind] as [string, string];
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex"><title>${escape(texts.title)}</title><style>${style}</style></head>
<body><main><h1>${escape(heading)}</h1>${body}</main></body></html>`;
}

const styleHash = createHash('sha256').update(style).digest('base64');

/** Headers of every page: nothing is loaded, framed, kept, or told to the next site. */
export const pageHeaders: Readonly<Record<string, string>> = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${styleHash}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`,
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Robots-Tag': 'noindex, nofollow',
  Vary: 'Accept-Language',
};

const paragraph = (text: string): string => `<p>${escape(text)}</p>`;

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
