import { dataCategories } from '../compliance/dataInventory';
import type { ErasureCertificate } from '../compliance/erasureCertificate';
import { certificateWords as words } from './certificateWords';
import { createValueWriter } from './documentWords';
import type { PrintOptions } from './printedExport';
import { createSheet } from './sheet';

/** The proof of an erasure to hand to the person and to keep, as a PDF. */
export async function printCertificate(
  certificate: ErasureCertificate,
  { language, zone }: PrintOptions,
): Promise<Buffer> {
  const { text, time } = createValueWriter(language, zone);
  const { certificateId, erasedAt, controller, removed, cancelledMessages, kept, ledger, recipients } = certificate;
  const sheet = createSheet({
    title: text(words.title),
    author: controller.name,
    madeAtMs: Date.parse(erasedAt),
    language,
    foot: `${text(words.foot)} ${certificateId}`,
  });
  sheet.title(text(words.title), text(words.subtitle));
  sheet.facts([
    [text(words.number), certificateId],
    [text(words.erasedAt), `${time(erasedAt)} (${zone})`],
    ...(controller.name === null ? [] : [[text(words.controller), controller.name] as const]),
  ]);
  sheet.gap(6);
  sheet.paragraph(text(words.noPersonalData));

  sheet.heading(text(words.removed));
  if (removed.length === 0) sheet.paragraph(text(words.nothing));
  sheet.facts(
    removed.map(({ label, how, rows, categories }) => {
      const held = categories.map((category) => text(dataCategories[category])).join(', ');
      return [text(label), `${rows} ${text(words[how])}: ${held}`] as const;
    }),
  );
  if (cancelledMessages > 0) sheet.facts([[text(words.cancelled), String(cancelledMessages)]]);

  sheet.heading(text(words.kept));
  if (kept.length === 0) sheet.paragraph(text(words.nothingKept));
  for (const { what, why, article } of kept) {
    sheet.need(48);
    sheet.strong(text(what));
    sheet.paragraph(`${text(why)} (${text(words.law)}: ${article})`);
    sheet.gap(4);
  }

  sheet.heading(text(words.recipients));
  sheet.paragraph(recipients.length === 0 ? text(words.noRecipients) : recipients.join(', '));

  sheet.heading(text(words.limits));
  sheet.paragraph(text(words.backups));
  sheet.gap(3);
  sheet.paragraph(text(words.hosts));

  if (ledger !== null) {
    sheet.heading(text(words.ledger));
    sheet.facts([
      [text(words.entries), String(ledger.entries)],
      [text(words.head), ledger.head],
    ]);
  }
  return sheet.end();
}
