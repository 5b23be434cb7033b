import type { ErrorCode } from '@zgoda/engine';
import type { Node, NodeAPI } from 'node-red';
import { closeConnection, openConnection, type Connection } from './connection';
import type { NodeConfig } from './fieldReader';
import { followWarning } from './followWarning';
import { keepOpen, type KeptOpen } from './keepOpen';
import { toNodeError } from './nodeError';
import { linkOf, type StatusLine } from './statusLine';

/** What a node does with its connection. */
interface ConnectionOptions {
  /** Whether it sends or receives texts. */
  readonly needsRoute: boolean;
  /** Called with each connection once it is open; it ends with the connection. */
  readonly use?: (connection: Connection) => Promise<void>;
}

const retryMs = 5_000;

/** Keeps a node's connection open while it is deployed, and shows on the node how it stands. */
export function keepConnection(
  RED: NodeAPI,
  node: Node,
  config: NodeConfig,
  status: StatusLine,
  { needsRoute, use = async () => undefined }: ConnectionOptions,
): KeptOpen<Connection> {
  let told: ErrorCode | null = null;
  let stopWarning = (): void => undefined;
  return keepOpen<Connection>({
    async open() {
      const connection = await openConnection(RED, node, config, needsRoute);
      try {
        await use(connection);
        return connection;
      } catch (thrown) {
        await closeConnection(connection);
        throw thrown;
      }
    },
    async release(connection) {
      stopWarning();
      await closeConnection(connection);
    },
    onOpen({ engine, route }) {
      told = null;
      stopWarning = followWarning(engine, (sentence) => node.warn(sentence));
      status.link(route === null ? 'idle' : linkOf(route.status(), route.testMode));
      route?.onStatus((routeStatus) => status.link(linkOf(routeStatus, route.testMode)));
    },
    onFail(error) {
      status.link(error.code);
      if (error.code !== told) node.error(toNodeError(error), {});
      told = error.code;
    },
    retryMs,
  });
}
