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

/** Cancel SMS: keeps texts that have not left yet from leaving. */
export class CancelSms implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Cancel SMS',
    name: 'cancelSms',
    icon: { light: 'file:cancelSms.svg', dark: 'file:cancelSms.dark.svg' },
    group: ['output'],
    version: 1,
    subtitle: '={{ $parameter["by"] === "campaign" ? $parameter["campaign"] : "one text" }}',
    description: operations.cancelSms.summary,
    defaults: { name: operations.cancelSms.title },
    inputs: [NodeConnectionTypes.Main],
    outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
    outputNames: operations.cancelSms.outputs.map(({ label }) => label),
    usableAsTool: true,
    credentials: [{ name: 'zgodaStoreApi', displayName: 'Zgoda Store', required: false, testedBy: 'testZgodaStore' }],
    properties: nodeProperties(describeFields(operations.cancelSms.input)),
  };

  methods = { credentialTest: { testZgodaStore } };

  async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
    return await executeOperation(this, operations.cancelSms);
  }
}
