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

/** Request Consent: texts a code or the question, to Asked or Not Asked. */
export class RequestConsent implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Request Consent',
    name: 'requestConsent',
    icon: { light: 'file:requestConsent.svg', dark: 'file:requestConsent.dark.svg' },
    group: ['output'],
    version: 1,
    subtitle: '={{ $parameter["confirmBy"] }}',
    description: operations.requestConsent.summary,
    defaults: { name: operations.requestConsent.title },
    inputs: [NodeConnectionTypes.Main],
    outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
    outputNames: operations.requestConsent.outputs.map((output) => output.label),
    usableAsTool: true,
    credentials: [
      { name: 'smppAccountApi', displayName: 'SMPP Account', required: false, testedBy: 'testSmppAccount' },
      { name: 'zgodaStoreApi', displayName: 'Zgoda Store', required: false, testedBy: 'testZgodaStore' },
    ],
    properties: [testModeNotice, ...nodeProperties(describeFields(operations.requestConsent.input))],
  };

  methods = { credentialTest: { testSmppAccount, testZgodaStore } };

  async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
    return await executeOperation(this, operations.requestConsent);
  }
}
