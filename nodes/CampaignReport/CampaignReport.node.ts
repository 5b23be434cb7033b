import { describeFields, operations } from '@zgoda/engine';
import {
  type IExecuteFunctions,
  type INodeExecutionData,
  type INodeType,
  type INodeTypeDescription,
  NodeConnectionTypes,
} from 'n8n-workflow';
import { testZgodaStore } from '../connection/credentialTests';
import { nodeProperties } from '../description/properties';
import { executeOperation } from '../execution/executeOperation';

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
    credentials: [{ name: 'zgodaStoreApi', displayName: 'Zgoda Store', required: false, testedBy: 'testZgodaStore' }],
    properties: nodeProperties(describeFields(operations.reportCampaign.input)),
  };

  methods = { credentialTest: { testZgodaStore } };

  async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
    return await executeOperation(this, operations.reportCampaign);
  }
}
