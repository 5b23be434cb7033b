import type { Engine } from '@zgoda/engine';
import type { Node } from 'node-red';

/** The secrets of a store node; Node-RED keeps them encrypted, apart from the flow. */
export interface StoreCredentials {
  readonly location?: string;
  readonly secretKey?: string;
}

/** A store, as the nodes that use it see it. */
export interface StoreNode extends Node<StoreCredentials> {
  /** The engine over this store; `release` it when done. Rejects with `invalid_config` or what keeps it from opening. */
  open(): Promise<Engine>;
}
