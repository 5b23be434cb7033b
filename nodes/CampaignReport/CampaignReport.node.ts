import { describeFields, operations } from '@zgoda/engine';
import { type INodeType, type INodeTypeDescription, NodeConnectionTypes } from 'n8n-workflow';
import { nodeProperties } from '../description/properties';

/** Campaign Report: what became of a campaign’s texts. */
export class CampaignReport implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Campaign Report',
    name: 'campaignReport',
    icon: { light: 'file:campaignReport.svg', dark: 'file:campaignReport.dark.svg' },
    group: ['transform'],
    version: 1,
    subtitle: '={{ $parameter["campaign"] }}',
    description: operations.reportCampaign.summary,
    defaults: { name: operations.reportCampaign.title },
    inputs: [NodeConnectionTypes.Main],
    outputs: [NodeConnectionTypes.Main],
    usableAsTool: true,
    credentials: [{ name: 'zgodaStoreApi', displayName: 'Zgoda Store', required: false }],
    properties: nodeProperties(describeFields(operations.reportCampaign.input)),
  };
}
