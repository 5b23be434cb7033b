import { createInterface } from 'node:readline';

/** What a client process is told. */
export interface RunOptions {
  readonly host: string;
  readonly port: number;
  readonly systemId: string;
  readonly password: string;
  readonly window: number;
  /** 0: as fast as it goes. */
  readonly tps: number;
}

/** A client under measurement: sends `count` texts with at most `window` unanswered; returns how many were throttled. */
export interface Client {
  send(count: number): Promise<{ throttled: number }>;
  close(): Promise<void>;
}

/** One turn of a client. Memory is the most that its process had until now. */
export type Turn = {
  readonly messagesPerSecond: number;
  readonly cpuMicrosPerMessage: number;
  readonly peakMemoryMb: number;
  readonly throttled: number;
};

/** Connects, prints `ready`, then sends as many texts as each line of its input says and prints a turn's figures as JSON. */
export async function measure(connect: (options: RunOptions) => Promise<Client>): Promise<void> {
  const client = await connect(JSON.parse(process.argv[2] ?? '{}') as RunOptions);
  process.stdout.write('{"ready":1}\n');
  for await (const line of createInterface({ input: process.stdin })) {
    process.stdout.write(`${JSON.stringify(await turn(client, Number(line)))}\n`);
  }
  await client.close();
  process.exit(0);
}

async function turn(client: Client, count: number): Promise<Turn> {
  const cpu = process.cpuUsage();
  const startMs = performance.now();
  const { throttled } = count > 0 ? await client.send(count) : { throttled: 0 };
  const elapsedMs = performance.now() - startMs;
  const { user, system } = process.cpuUsage(cpu);
  return {
    messagesPerSecond: ((count - throttled) * 1_000) / elapsedMs,
    cpuMicrosPerMessage: (user + system) / count,
    peakMemoryMb: process.resourceUsage().maxRSS / 1_024,
    throttled,
  };
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
