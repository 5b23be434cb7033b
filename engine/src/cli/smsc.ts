import { playInboundScript, readInboundScript, startControlServer, startSimulator } from '../index';
import type { Command } from './command';
import { countOf, fileOf, simulatorOptions, smscFlags, type SmscFlagValues } from './smscFlags';

/**
 * `zgoda smsc`: a simulated operator that reaches no phone. Prints `listening on HOST:PORT` (with `--json` an object)
 * once it is ready; runs until it is interrupted, or with `--exit-with-parent` until its standard input ends.
 */
export const smscCommand: Command = {
  name: 'smsc',
  summary: 'Starts a simulated operator (SMPP server) that reaches no phone.',
  flags: Object.fromEntries(Object.entries(smscFlags).map(([name, { type }]) => [name, { type }])),
  flagHelp: Object.fromEntries(Object.entries(smscFlags).map(([name, { help }]) => [name, help])),
  async run(given) {
    await runSmsc(given as SmscFlagValues);
    return 0;
  },
};

async function runSmsc(given: SmscFlagValues): Promise<void> {
  const script = readInboundScript(fileOf(given, 'script') ?? '');
  const simulator = await startSimulator(simulatorOptions(given));
  const controlPort = countOf(given, 'control-port');
  const control = controlPort === undefined ? null : await startControlServer(simulator, controlPort);
  const endScript = playInboundScript(script, simulator);
  const where = { host: simulator.host, port: simulator.port, ...(control && { controlPort: control.port }) };
  const words = `listening on ${where.host}:${where.port}${control === null ? '' : `, control port ${control.port}`}`;
  process.stdout.write(`${given.json === true ? JSON.stringify({ listening: where }) : words}\n`);
  await untilAskedToStop(given['exit-with-parent'] === true);
  // The parent's pipe would keep the process alive.
  process.stdin.destroy();
  endScript();
  await control?.close();
  await simulator.close();
}

function untilAskedToStop(withParent: boolean): Promise<void> {
  return new Promise((resolve) => {
    const stop = (): void => {
      process.stdin.pause();
      resolve();
    };
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
    if (withParent) process.stdin.once('end', stop).once('close', stop).resume();
  });
}
