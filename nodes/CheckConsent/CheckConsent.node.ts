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

/** Check Consent: routes people by whether they may be texted. */
export class CheckConsent implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Check Consent',
    name: 'checkConsent',
    icon: { light: 'file:checkConsent.svg', dark: 'file:checkConsent.dark.svg' },
    group: ['transform'],
    version: 1,
    subtitle: '={{ $parameter["purpose"] }}',
    description: operations.checkConsent.summary,
    defaults: { name: operations.checkConsent.title },
    inputs: [NodeConnectionTypes.Main],
    outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
    outputNames: operations.checkConsent.outputs.map(({ label }) => label),
    usableAsTool: true,
    credentials: [{ name: 'zgodaStoreApi', displayName: 'Zgoda Store', required: false, testedBy: 'testZgodaStore' }],
    properties: nodeProperties(describeFields(operations.checkConsent.input)),
  };

  methods = { credentialTest: { testZgodaStore } };

  async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
    return await executeOperation(this, operations.checkConsent);
  }
}
