import { readConfig, storeConfigSchema } from '@zgoda/engine';
import type { NodeAPI, NodeDef } from 'node-red';
import { openStore } from '../../runtime/openStore';
import type { StoreCredentials, StoreNode } from './storeNode';
import { serveWithdrawalPage } from './withdrawalRoute';

interface StoreDef extends NodeDef {
  readonly linkBaseUrl?: string;
}

export = (RED: NodeAPI): void => {
  function ZgodaStoreNode(this: StoreNode, definition: StoreDef): void {
    RED.nodes.createNode(this, definition);
    this.open = async () => openStore(RED, readConfig(storeConfigSchema, { ...definition, ...this.credentials }));
    const { linkBaseUrl = '' } = definition;
    if (URL.canParse(linkBaseUrl)) this.on('close', serveWithdrawalPage(RED, linkBaseUrl, this.open));
  }

  RED.nodes.registerType<StoreNode, StoreDef, unknown, StoreCredentials>('zgoda-store', ZgodaStoreNode, {
    credentials: { location: { type: 'password' }, secretKey: { type: 'password' } },
  });
};
