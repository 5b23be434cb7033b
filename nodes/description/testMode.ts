import type { INodeProperties } from 'n8n-workflow';

/** What people are told where no operator account is set. */
export const testModeSentence = 'Test mode: nothing reaches a phone. Choose an SMPP Account to send for real.';

/** Stands first in a node that sends or listens; n8n cannot show it by whether a credential is set. */
export const testModeNotice: INodeProperties = {
  displayName:
    'Without an SMPP Account this node is in test mode: nothing reaches a phone. A built-in simulator answers in the operator’s place.',
  name: 'testModeNotice',
  type: 'notice',
  default: '',
};
