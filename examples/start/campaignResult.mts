/** What became of the campaign, as `--json` prints it. */
export interface CampaignResult {
  /** Rows of the contact list. */
  readonly recipients: number;
  readonly accepted: number;
  readonly delivered: number;
  /** Rows that no text left for, by reason; with `accepted` they add up to `recipients`. */
  readonly notSent: Readonly<Record<string, number>>;
  /** Of the accepted texts: what operators charge for. */
  readonly segments: number;
  readonly seconds: number;
}

const reasons: Readonly<Record<string, string>> = {
  duplicate: 'repeat a number that is in the list already',
  invalid_number: 'have no usable phone number',
  no_consent: 'never agreed, or refused',
  withdrawn: 'took their consent back',
  suppressed: 'replied STOP, or are blocked for another reason',
  minor_without_guardian: 'are children without a guardian’s consent',
  missing_variable: 'lack a value that the text needs',
  empty_text: 'would get an empty text',
  unwritable_text: 'would get characters that a text cannot carry',
  text_too_long: 'would get a text that is too long',
  erased: 'were erased',
  failed: 'failed: node-red.log in the demo’s folder says why',
};

const count = (value: number): string => value.toLocaleString('en-GB').padStart(9);

/** The result in words that a marketer can read. */
export function summaryOf(campaign: string, result: CampaignResult): string {
  const { recipients, accepted, delivered, notSent, segments, seconds } = result;
  const blocked = Object.entries(notSent).sort(([, one], [, other]) => other - one);
  const waiting = accepted - delivered;
  return [
    `${campaign}: finished in ${seconds.toFixed(1)} seconds. Test mode: nothing reached a phone.`,
    '',
    `${count(recipients)} rows in the contact list`,
    `${count(accepted)} accepted`,
    `${count(delivered)}   delivered`,
    ...(waiting > 0 ? [`${count(waiting)}   not delivered, or without a delivery report`] : []),
    `${count(recipients - accepted)} not sent`,
    ...blocked.map(([reason, rows]) => `${count(rows)}   ${reasons[reason] ?? reason}`),
    `${count(segments)} segments (what an operator charges for)`,
  ].join('\n');
}
