import { describeFields, smppAccountSchema } from '@zgoda/engine';
import type { ICredentialType } from 'n8n-workflow';
import { credentialProperties } from '../nodes/description/properties';

/** SMPP Account: an account with an operator (SMSC). */
export class SmppAccountApi implements ICredentialType {
  name = 'smppAccountApi';

  displayName = 'SMPP Account';

  icon = { light: 'file:smppAccount.svg', dark: 'file:smppAccount.dark.svg' } as const;

  documentationUrl = 'https://github.com/zgoda-sms/zgoda#connect-your-operator';

  restrictToSupportedNodes = true as const;

  hideDomainRestrictionFields = true;

  properties = credentialProperties(describeFields(smppAccountSchema));
}
