import { describeFields, operations } from '@zgoda/engine';
import { type INodeType, type INodeTypeDescription, NodeConnectionTypes } from 'n8n-workflow';
import { nodeProperties } from '../description/properties';

/** Preview SMS: the text filled in, its segments and cost. Sends nothing. */
export class PreviewSms implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Preview SMS',
    name: 'previewSms',
    icon: { light: 'file:previewSms.svg', dark: 'file:previewSms.dark.svg' },
    group: ['transform'],
    version: 1,
    subtitle: 'segments and cost',
    description: operations.previewSms.summary,
    defaults: { name: operations.previewSms.title },
    inputs: [NodeConnectionTypes.Main],
    outputs: [NodeConnectionTypes.Main],
    usableAsTool: true,
    credentials: [
      { name: 'smppAccountApi', displayName: 'SMPP Account', required: false },
      { name: 'zgodaStoreApi', displayName: 'Zgoda Store', required: false },
    ],
    properties: nodeProperties(describeFields(operations.previewSms.input)),
  };
}
