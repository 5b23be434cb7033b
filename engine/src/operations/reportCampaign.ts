import { z } from 'zod/v4';
import type { CampaignReport } from '../campaign/campaigns';
import { field } from '../shared/fields';
import { defineOperation } from './operation';

const input = z.object({
  campaign: field(z.string().min(1, 'It is missing').max(200), {
    label: 'Campaign',
    labelPl: 'Kampania',
    help: 'The name that the texts were sent under.',
    helpPl: 'Nazwa, pod którą wysłano SMS-y.',
    placeholder: 'e.g. Spring open day',
    placeholderPl: 'np. Wiosenny dzień otwarty',
    from: 'campaign',
  }),
});

/** Counts what became of a campaign's texts. */
export const reportCampaign = defineOperation<typeof input, CampaignReport>({
  name: 'reportCampaign',
  title: 'Campaign Report',
  titlePl: 'Raport kampanii',
  action: 'Report on a campaign',
  summary: 'Counts what became of a campaign’s texts: accepted, delivered, not sent and why.',
  summaryPl: 'Liczy, co stało się z SMS-ami kampanii: przyjęte, doręczone, niewysłane i dlaczego.',
  resultKey: 'report',
  outputs: [{ name: 'report', label: 'Report', labelPl: 'Raport' }],
  outputOf: () => 0,
  needsRoute: false,
  input,
  run: (services, inputs) => services.campaigns.report(inputs),
});
