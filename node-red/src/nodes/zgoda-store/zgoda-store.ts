import { readConfig, storeConfigSchema } from '@zgoda/engine';
import type { NodeAPI, NodeDef } from 'node-red';
import { openStore } from '../../runtime/openStore';
import type { StoreCredentials, StoreNode } from './storeNode';

interface StoreDef extends NodeDef {
  readonly defaultCountry?: string;
}

export = (RED: NodeAPI): void => {
  function ZgodaStoreNode(this: StoreNode, { defaultCountry, ...definition }: StoreDef): void {
    RED.nodes.createNode(this, definition);
    this.open = async () => openStore(RED, readConfig(storeConfigSchema, { defaultCountry, ...this.credentials }));
  }

  RED.nodes.registerType<StoreNode, StoreDef, unknown, StoreCredentials>('zgoda-store', ZgodaStoreNode, {
    credentials: { location: { type: 'password' }, secretKey: { type: 'password' } },
  });
};
