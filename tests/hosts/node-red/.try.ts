import { startNodeRed } from './nodeRedHost';
import { readFileSync } from 'node:fs';
(async () => {
  const host = await startNodeRed();
  try {
    const flow = JSON.parse(readFileSync('examples/node-red/first-campaign.json', 'utf8'));
    if (process.argv[2]) flow[0].env[1].value = process.argv[2];
    await host.deploy(flow);
    const t = Date.now();
    await new Promise((r) => setTimeout(r, 1500));
    await host.inject('zfc-start');
    await new Promise((r) => setTimeout(r, Number(process.argv[3] ?? 6000)));
    await host.inject('zfc-show-report');
    await new Promise((r) => setTimeout(r, 1500));
    for (const m of host.told.slice(-60)) console.log(m.topic, JSON.stringify(m.data).slice(0, 400));
    console.log(host.log());
  } finally {
    const t = Date.now();
    await host.stop();
    console.log('stopped in', Date.now() - t);
  }
})();
