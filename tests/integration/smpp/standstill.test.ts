import { openRoute } from '../../support/smppRoute';
import { startOperator } from '../../support/zgodaCommand';

/** Holds up this process's loop, as a sleeping machine does; the operator, a process of its own, goes on. */
function standStill(durationMs: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, durationMs);
}

test('answers that came while this process stood still count, however late it reads them', async () => {
  const operator = await startOperator(['--latency-ms', '100']);
  const route = openRoute({
    port: operator.port,
    systemId: 'shop',
    responseTimeoutMs: 500,
    enquireLinkMs: 200,
    enquireTimeoutMs: 500,
  });
  try {
    await route.ready();
    const outcomes = Promise.all(
      Array.from({ length: 20 }, (_, at) => route.send({ number: `+4477009000${at + 10}` })),
    );
    await route.until(() => route.transport.statistics().inFlight === 20);
    await new Promise((resolve) => setImmediate(resolve));
    standStill(2_000);
    expect((await outcomes).map(({ outcome }) => outcome)).toEqual(Array(20).fill('submitted'));
    expect(route.transport.statistics().reconnects).toBe(0);
  } finally {
    await route.transport.close(200);
    await operator.stop();
  }
});
