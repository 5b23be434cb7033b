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

/** Export Subject Data: access and portability. */
export class ExportSubject implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Export Subject Data',
    name: 'exportSubject',
    icon: { light: 'file:exportSubject.svg', dark: 'file:exportSubject.dark.svg' },
    group: ['transform'],
    version: 1,
    subtitle: '={{ "by " + $parameter["by"] }}',
    description: operations.exportSubject.summary,
    defaults: { name: operations.exportSubject.title },
    inputs: [NodeConnectionTypes.Main],
    outputs: [NodeConnectionTypes.Main],
    usableAsTool: true,
    credentials: [{ name: 'zgodaStoreApi', displayName: 'Zgoda Store', required: false, testedBy: 'testZgodaStore' }],
    properties: nodeProperties(describeFields(operations.exportSubject.input)),
  };

  methods = { credentialTest: { testZgodaStore } };

  async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
    return await executeOperation(this, operations.exportSubject);
  }
}
