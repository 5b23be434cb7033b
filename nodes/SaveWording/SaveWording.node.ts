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

/** Save Consent Wording: keeps the words that people agree to. */
export class SaveWording implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Save Consent Wording',
    name: 'saveWording',
    icon: { light: 'file:saveWording.svg', dark: 'file:saveWording.dark.svg' },
    group: ['output'],
    version: 1,
    subtitle: 'what people agree to',
    description: operations.saveWording.summary,
    defaults: { name: operations.saveWording.title },
    inputs: [NodeConnectionTypes.Main],
    outputs: [NodeConnectionTypes.Main],
    usableAsTool: true,
    credentials: [{ name: 'zgodaStoreApi', displayName: 'Zgoda Store', required: false, testedBy: 'testZgodaStore' }],
    properties: nodeProperties(describeFields(operations.saveWording.input)),
  };

  methods = { credentialTest: { testZgodaStore } };

  async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
    return await executeOperation(this, operations.saveWording);
  }
}
