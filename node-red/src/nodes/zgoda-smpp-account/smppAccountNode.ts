import type { Engine, LinkStatistics, RouteHandle } from '@zgoda/engine';
import type { Node } from 'node-red';

/** The settings of an account node that are secret. */
export const secretNames = ['password', 'tlsKey', 'tlsKeyPassphrase'] as const;

/** The secrets of an account node; Node-RED keeps them encrypted, apart from the flow. */
export type SmppAccountCredentials = { readonly [Name in (typeof secretNames)[number]]?: string };

/** An operator account, as the nodes that use it see it. */
export interface SmppAccountNode extends Node<SmppAccountCredentials> {
  /** Nodes that use it, by id: Node-RED hands them its status and errors. */
  users: Record<string, Node>;
  /** The account's route in an engine; `release` it when the user closes. Rejects with `invalid_config`. */
  attach(user: Node, engine: Engine): Promise<RouteHandle>;
  /** How each connection of the account does; none while it is not in use. */
  statistics(): readonly LinkStatistics[];
  /** The account's route by name, for reckoning without connecting. Throws `invalid_config`. */
  describe(engine: Engine): string;
}
