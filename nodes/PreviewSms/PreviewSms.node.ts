import { describeFields, operations } from '@zgoda/engine';
import {
  type IExecuteFunctions,
  type INodeExecutionData,
  type INodeType,
  type INodeTypeDescription,
  NodeConnectionTypes,
} from 'n8n-workflow';
import { testSmppAccount, testZgodaStore } from '../connection/credentialTests';
import { nodeProperties } from '../description/properties';
import { executeOperation } from '../execution/executeOperation';

/** Preview SMS: the text filled in, its segments and cost. Sends nothing. */
export class PreviewSms implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Preview SMS',
    name: 'previewSms',
    icon: { light: 'file:previewSms.svg', dark: 'file:previewSms.dark.svg' },
    group: ['transform'],
    version: 1,
    subtitle: 'segments and cost',
    description: operations.previewSms.summary,
    defaults: { name: operations.previewSms.title },
    inputs: [NodeConnectionTypes.Main],
    outputs: [NodeConnectionTypes.Main],
    usableAsTool: true,
    credentials: [
      { name: 'smppAccountApi', displayName: 'SMPP Account', required: false, testedBy: 'testSmppAccount' },
      { name: 'zgodaStoreApi', displayName: 'Zgoda Store', required: false, testedBy: 'testZgodaStore' },
    ],
    properties: nodeProperties(describeFields(operations.previewSms.input)),
  };

  methods = { credentialTest: { testSmppAccount, testZgodaStore } };

  async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
    return await executeOperation(this, operations.previewSms);
  }
}
