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

/** Confirm Consent: checks a code, to Confirmed or Not Confirmed. */
export class ConfirmConsent implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Confirm Consent',
    name: 'confirmConsent',
    icon: { light: 'file:confirmConsent.svg', dark: 'file:confirmConsent.dark.svg' },
    group: ['input'],
    version: 1,
    subtitle: 'By code',
    description: operations.confirmConsent.summary,
    defaults: { name: operations.confirmConsent.title },
    inputs: [NodeConnectionTypes.Main],
    outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
    outputNames: operations.confirmConsent.outputs.map((output) => output.label),
    usableAsTool: true,
    credentials: [{ name: 'zgodaStoreApi', displayName: 'Zgoda Store', required: false, testedBy: 'testZgodaStore' }],
    properties: nodeProperties(describeFields(operations.confirmConsent.input)),
  };

  methods = { credentialTest: { testZgodaStore } };

  async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
    return await executeOperation(this, operations.confirmConsent);
  }
}
