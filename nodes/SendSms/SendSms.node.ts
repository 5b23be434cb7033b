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
import { testModeNotice } from '../description/testMode';
import { executeOperation } from '../execution/executeOperation';

/** Send SMS: one text an item, to Accepted or Not Sent. */
export class SendSms implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Send SMS',
    name: 'sendSms',
    icon: { light: 'file:sendSms.svg', dark: 'file:sendSms.dark.svg' },
    group: ['output'],
    version: 1,
    subtitle: '={{ $parameter["campaign"] || $parameter["purpose"] }}',
    description: operations.sendSms.summary,
    defaults: { name: operations.sendSms.title },
    inputs: [NodeConnectionTypes.Main],
    outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
    outputNames: operations.sendSms.outputs.map((output) => output.label),
    usableAsTool: true,
    credentials: [
      { name: 'smppAccountApi', displayName: 'SMPP Account', required: false, testedBy: 'testSmppAccount' },
      { name: 'zgodaStoreApi', displayName: 'Zgoda Store', required: false, testedBy: 'testZgodaStore' },
    ],
    properties: [testModeNotice, ...nodeProperties(describeFields(operations.sendSms.input))],
  };

  methods = { credentialTest: { testSmppAccount, testZgodaStore } };

  async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
    return await executeOperation(this, operations.sendSms);
  }
}
