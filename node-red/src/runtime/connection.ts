import type { Engine, RouteHandle } from '@zgoda/engine';
import type { Node, NodeAPI } from 'node-red';
import type { SmppAccountNode } from '../nodes/zgoda-smpp-account/smppAccountNode';
import type { StoreNode } from '../nodes/zgoda-store/storeNode';
import type { NodeConfig } from './fieldReader';
import { openStore } from './openStore';

/** What a node works over while it is deployed. */
export interface Connection {
  readonly engine: Engine;
  /** Null where the node needs none. */
  readonly route: RouteHandle | null;
}

/**
 * Opens the store and, where wanted, the route that a node's configuration names. The engine shares both between all
 * nodes of the process. Without a store node: an embedded store in Node-RED's own folder; without an account node: the
 * simulator, test mode.
 */
export async function openConnection(
  RED: NodeAPI,
  node: Node,
  config: NodeConfig,
  needsRoute: boolean,
): Promise<Connection> {
  // Both nodes are taken before the first wait: a deploy in the meantime may have removed them.
  const store = storeNode(RED, config);
  const account = accountNode(RED, config);
  const engine = await (store?.open() ?? openStore(RED, {}));
  if (!needsRoute) return { engine, route: null };
  try {
    const route = account === null ? await engine.attachRoute(null) : await account.attach(node, engine);
    return { engine, route };
  } catch (thrown) {
    await engine.release();
    throw thrown;
  }
}

/** The route of a node's account by name, for reckoning without connecting; null without an account. */
export function describedRoute(RED: NodeAPI, config: NodeConfig, engine: Engine): string | null {
  return accountNode(RED, config)?.describe(engine) ?? null;
}

/** Gives back what `openConnection` opened. */
export async function closeConnection({ engine, route }: Connection): Promise<void> {
  try {
    await route?.release();
  } finally {
    await engine.release();
  }
}

const storeNode = (RED: NodeAPI, config: NodeConfig): StoreNode | null =>
  RED.nodes.getNode(String(config.store ?? '')) as StoreNode | null;

const accountNode = (RED: NodeAPI, config: NodeConfig): SmppAccountNode | null =>
  RED.nodes.getNode(String(config.account ?? '')) as SmppAccountNode | null;
