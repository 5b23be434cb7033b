import { describeFields, operations } from '@zgoda/engine';
import { type INodeType, type INodeTypeDescription, NodeConnectionTypes } from 'n8n-workflow';
import { nodeProperties } from '../description/properties';

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
    credentials: [{ name: 'zgodaStoreApi', displayName: 'Zgoda Store', required: false }],
    properties: nodeProperties(describeFields(operations.eraseSubject.input)),
  };
}
