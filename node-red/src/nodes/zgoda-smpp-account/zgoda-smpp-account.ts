import {
  readConfig,
  smppAccountSchema,
  toZgodaError,
  type Engine,
  type RouteHandle,
  type RouteStatus,
} from '@zgoda/engine';
import type { Node, NodeAPI, NodeDef } from 'node-red';
import type { NodeConfig } from '../../runtime/fieldReader';
import { toNodeError } from '../../runtime/nodeError';
import { createStatusLine, linkOf } from '../../runtime/statusLine';
import { serveAccountStatistics } from './accountStatistics';
import { serveAccountTest } from './accountTest';
import type { SmppAccountCredentials, SmppAccountNode } from './smppAccountNode';

export = (RED: NodeAPI): void => {
  function ZgodaSmppAccountNode(this: SmppAccountNode, definition: NodeDef): void {
    RED.nodes.createNode(this, definition);
    const config = definition as NodeDef & NodeConfig;
    const status = createStatusLine(RED, this);
    let told = '';

    /** Each user's handle tells of the same route: a problem is told once, to Catch nodes in the users' flows. */
    const follow = (routeStatus: RouteStatus): void => {
      const link = linkOf(routeStatus, false);
      status.link(link);
      if (routeStatus.problem !== null && told !== link) {
        this.error(toNodeError(toZgodaError(routeStatus.problem)), {});
      }
      told = link;
    };

    this.users = {};
    const routes = new Map<string, RouteHandle>();
    // Each user's handle tells of the same connections.
    this.statistics = () => [...routes.values()][0]?.statistics() ?? [];
    const account = () => readConfig(smppAccountSchema, { ...config, ...this.credentials });
    this.describe = (engine: Engine) => engine.describeRoute(account());
    this.attach = async (user: Node, engine: Engine) => {
      const route = await engine.attachRoute(account());
      if (route.warning !== null && Object.keys(this.users).length === 0) this.warn(route.warning);
      this.users[user.id] = user;
      routes.set(user.id, route);
      const unfollow = route.onStatus(follow);
      follow(route.status());
      return {
        ...route,
        release: async () => {
          unfollow();
          delete this.users[user.id];
          routes.delete(user.id);
          await route.release();
        },
      };
    };
    this.on('close', () => status.close());
  }

  serveAccountTest(RED);
  serveAccountStatistics(RED);
  RED.nodes.registerType<SmppAccountNode, NodeDef, unknown, SmppAccountCredentials>(
    'zgoda-smpp-account',
    ZgodaSmppAccountNode,
    {
      credentials: {
        password: { type: 'password' },
        tlsKey: { type: 'password' },
        tlsKeyPassphrase: { type: 'password' },
      },
    },
  );
};
