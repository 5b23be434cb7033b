/** What a client process is told. */
export interface RunOptions {
  readonly host: string;
  readonly port: number;
  readonly systemId: string;
  readonly password: string;
  readonly window: number;
  readonly count: number;
  /** 0: as fast as it goes. */
  readonly tps: number;
}

/** A client under measurement: sends `count` texts with at most `window` unanswered; returns how many were throttled. */
export interface Client {
  send(count: number): Promise<{ throttled: number }>;
  close(): Promise<void>;
}

/** Warms a client up, measures one run, prints the figures as a JSON line. */
export async function measure(connect: (options: RunOptions) => Promise<Client>): Promise<void> {
  const options = JSON.parse(process.argv[2] ?? '{}') as RunOptions;
  const client = await connect(options);
  if (options.tps === 0) await client.send(Math.min(100_000, options.count));
  const cpu = process.cpuUsage();
  const startMs = performance.now();
  const { throttled } = await client.send(options.count);
  const elapsedMs = performance.now() - startMs;
  const { user, system } = process.cpuUsage(cpu);
  await client.close();
  process.stdout.write(
    `${JSON.stringify({
      messagesPerSecond: Math.round((options.count - throttled) / (elapsedMs / 1_000)),
      cpuMicrosPerMessage: Number(((user + system) / options.count).toFixed(3)),
      peakMemoryMb: Math.round(process.resourceUsage().maxRSS / 1_024),
      throttled,
    })}\n`,
  );
  process.exit(0);
}

const variety = 1_000;

/** Texts of the length that shops send, made beforehand, so that making them is not measured. */
export const samples = Array.from({ length: variety }, (_, at) => ({
  id: String(at),
  number: `+447700900${String(at).padStart(3, '0')}`,
  sender: null,
  text: `Your order ${100_000 + at} is on its way and will reach you tomorrow between 9 and 12. Reply STOP to end.`,
  encoding: 'gsm7' as const,
  segments: 1,
  purpose: 'marketing' as const,
}));

export const sample = (at: number): (typeof samples)[number] => samples[at % variety] as (typeof samples)[number];
