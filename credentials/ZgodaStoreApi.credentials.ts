import { describeFields, storeConfigSchema } from '@zgoda/engine';
import type { ICredentialType } from 'n8n-workflow';
import { credentialProperties } from '../nodes/description/properties';

/** Zgoda Store: where contacts, consents and texts are kept. */
export class ZgodaStoreApi implements ICredentialType {
  name = 'zgodaStoreApi';

  displayName = 'Zgoda Store';

  icon = { light: 'file:zgodaStore.svg', dark: 'file:zgodaStore.dark.svg' } as const;

  documentationUrl = 'https://github.com/zgoda-sms/zgoda#install-in-n8n';

  restrictToSupportedNodes = true as const;

  hideDomainRestrictionFields = true;

  properties = credentialProperties(describeFields(storeConfigSchema));
}
