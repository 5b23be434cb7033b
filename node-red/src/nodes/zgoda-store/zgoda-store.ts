import { readConfig, storeConfigSchema } from '@zgoda/engine';
import type { NodeAPI, NodeDef } from 'node-red';
import { openStore } from '../../runtime/openStore';
import type { StoreCredentials, StoreNode } from './storeNode';

export = (RED: NodeAPI): void => {
  function ZgodaStoreNode(this: StoreNode, definition: NodeDef): void {
    RED.nodes.createNode(this, definition);
    this.open = async () => openStore(RED, readConfig(storeConfigSchema, { ...definition, ...this.credentials }));
  }

  RED.nodes.registerType<StoreNode, NodeDef, unknown, StoreCredentials>('zgoda-store', ZgodaStoreNode, {
    credentials: { location: { type: 'password' }, secretKey: { type: 'password' } },
  });
};
