import { sumStatistics } from '@zgoda/engine';
import type { NodeAPI } from 'node-red';
import type { SmppAccountNode } from './smppAccountNode';

/**
 * Lets the editor show how an account's connections do: `GET zgoda-smpp-account/<node id>/statistics`, for users who may see
 * accounts. Null while it has none.
 */
export function serveAccountStatistics(RED: NodeAPI): void {
  const maySee = RED.auth.needsPermission('zgoda-smpp-account.read');
  RED.httpAdmin.get('/zgoda-smpp-account/:id/statistics', maySee, (request, response) => {
    const node = RED.nodes.getNode(String(request.params.id)) as Partial<SmppAccountNode> | null;
    const connections = node?.statistics?.() ?? [];
    response.json(connections.length === 0 ? null : sumStatistics(connections));
  });
}
