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

/** Erase Subject: the right to be forgotten. */
export class EraseSubject implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Erase Subject',
    name: 'eraseSubject',
    icon: { light: 'file:eraseSubject.svg', dark: 'file:eraseSubject.dark.svg' },
    group: ['transform'],
    version: 1,
    subtitle: '={{ "by " + $parameter["by"] }}',
    description: operations.eraseSubject.summary,
    defaults: { name: operations.eraseSubject.title },
    inputs: [NodeConnectionTypes.Main],
    outputs: [NodeConnectionTypes.Main],
    usableAsTool: true,
    credentials: [{ name: 'zgodaStoreApi', displayName: 'Zgoda Store', required: false, testedBy: 'testZgodaStore' }],
    properties: nodeProperties(describeFields(operations.eraseSubject.input)),
  };

  methods = { credentialTest: { testZgodaStore } };

  async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
    return await executeOperation(this, operations.eraseSubject);
  }
}
