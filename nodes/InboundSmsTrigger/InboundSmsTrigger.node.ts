import { describeFields, inboundSms } from '@zgoda/engine';
import {
  type INodeType,
  type INodeTypeDescription,
  type ITriggerFunctions,
  type ITriggerResponse,
  NodeConnectionTypes,
} from 'n8n-workflow';
import { testSmppAccount, testZgodaStore } from '../connection/credentialTests';
import { nodeProperties } from '../description/properties';
import { testModeNotice } from '../description/testMode';
import { startInboundTrigger } from '../listening/startInboundTrigger';

/** Inbound SMS Trigger: starts a workflow when a reply or a delivery report comes in. */
export class InboundSmsTrigger implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Inbound SMS Trigger',
    name: 'inboundSmsTrigger',
    icon: { light: 'file:inboundSmsTrigger.svg', dark: 'file:inboundSmsTrigger.dark.svg' },
    group: ['trigger'],
    version: 1,
    subtitle: '={{ $parameter["kinds"].join(", ") }}',
    description: inboundSms.summary,
    eventTriggerDescription: 'Reply to one of your texts, for example with STOP',
    activationMessage: 'Replies that come in now start this workflow.',
    defaults: { name: inboundSms.title },
    inputs: [],
    outputs: [NodeConnectionTypes.Main],
    credentials: [
      { name: 'smppAccountApi', displayName: 'SMPP Account', required: false, testedBy: 'testSmppAccount' },
      { name: 'zgodaStoreApi', displayName: 'Zgoda Store', required: false, testedBy: 'testZgodaStore' },
    ],
    properties: [testModeNotice, ...nodeProperties(describeFields(inboundSms.input))],
  };

  methods = { credentialTest: { testSmppAccount, testZgodaStore } };

  async trigger(this: ITriggerFunctions): Promise<ITriggerResponse> {
    return await startInboundTrigger(this);
  }
}
