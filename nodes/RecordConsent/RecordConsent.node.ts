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

/** Record Consent: writes what a person decided into the consent ledger. */
export class RecordConsent implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Record Consent',
    name: 'recordConsent',
    icon: { light: 'file:recordConsent.svg', dark: 'file:recordConsent.dark.svg' },
    group: ['input'],
    version: 1,
    subtitle: '={{ $parameter["act"] + ": " + $parameter["purpose"] }}',
    description: operations.recordConsent.summary,
    defaults: { name: operations.recordConsent.title },
    inputs: [NodeConnectionTypes.Main],
    outputs: [NodeConnectionTypes.Main],
    usableAsTool: true,
    credentials: [{ name: 'zgodaStoreApi', displayName: 'Zgoda Store', required: false, testedBy: 'testZgodaStore' }],
    properties: nodeProperties(describeFields(operations.recordConsent.input)),
  };

  methods = { credentialTest: { testZgodaStore } };

  async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
    return await executeOperation(this, operations.recordConsent);
  }
}
