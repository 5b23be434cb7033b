import type { TransportStatus } from '../delivery/transport';

/** How a route stands in this process; `standby`: other processes send on it. */
export interface RouteStatus {
  readonly state: TransportStatus['state'] | 'standby';
  /** What keeps one of its binds down, and how to mend it. */
  readonly problem: Error | null;
}

/** The status of a route nobody has attached. */
export const closedRoute: RouteStatus = { state: 'closed', problem: null };

/** The status of a route that other processes send on. */
export const standbyRoute: RouteStatus = { state: 'standby', problem: null };

/** The status of a route from that of its binds here; without any, `idle` is what is known. */
export function routeStatus(binds: readonly TransportStatus[], idle: RouteStatus): RouteStatus {
  if (binds.length === 0) return idle;
  const problem = binds.find((bind) => bind.problem !== null)?.problem ?? null;
  const best = (['ready', 'connecting', 'waiting', 'closed'] as const).find((state) =>
    binds.some((bind) => bind.state === state),
  );
  return { state: best ?? 'closed', problem };
}
