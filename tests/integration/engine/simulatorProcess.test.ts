import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSimulatorProcess } from '../../../engine/src/engine/simulatorProcess';
import { systemClock } from '../../../engine/src/shared/clock';
import { silentLog } from '../../../engine/src/shared/log';
import { openRoute } from '../../support/smppRoute';

const zgoda = join(__dirname, '../../../engine/dist/zgoda.js');

test('a simulator that dies is started again on its port, and the route comes back by itself', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'zgoda-simulator-'));
  const pidFile = join(folder, 'pids');
  const file = join(folder, 'zgoda.cjs');
  writeFileSync(
    file,
    `require('node:fs').appendFileSync(${JSON.stringify(pidFile)}, process.pid + '\\n'); require(${JSON.stringify(zgoda)});`,
  );
  const pids = (): number[] => readFileSync(pidFile, 'utf8').trim().split('\n').map(Number);
  const simulator = await startSimulatorProcess({ clock: systemClock, log: silentLog, file });
  const route = openRoute({ port: simulator.port });
  try {
    await route.ready();
    process.kill(pids()[0] as number, 'SIGKILL');
    await route.until(() => route.transport.status().state !== 'ready');
    await route.ready();
    expect(await route.send({ number: '+447700900123' })).toMatchObject({ outcome: 'submitted' });
    expect(pids()).toHaveLength(2);
  } finally {
    await route.transport.close(200);
    await simulator.stop();
  }
  expect(() => process.kill(pids()[1] as number, 0)).toThrow('ESRCH');
  rmSync(folder, { recursive: true });
});
