import type { CampaignMessage, CancelStore } from './cancelStore';

/** The messages of a campaign in order, so many at a time: no read or change of a page keeps other messages waiting long. */
export async function* campaignPages(
  store: Pick<CancelStore, 'readCampaignPage'>,
  campaign: string,
  pageSize: number,
): AsyncGenerator<CampaignMessage[]> {
  let after = 0;
  for (;;) {
    const page = await store.readCampaignPage(campaign, after, pageSize);
    const last = page.at(-1);
    if (last === undefined) return;
    after = last.sequence;
    yield page;
  }
}
