import type { SmppAccount } from '../../engine/src/config';
import type { EngineOptions } from '../../engine/src/engine/engine';
import { openEngine } from '../../engine/src/engine/openEngine';
import { sendSms } from '../../engine/src/operations/sendSms';
import { runOperation } from '../../engine/src/operations/runOperation';
import { silentLog } from '../../engine/src/shared/log';

const batchSize = 500;

/** Where a campaign's texts are kept, and the account that sends them. */
export interface CampaignPlace {
  readonly location: string;
  /** Of the host that accepts the texts. */
  readonly folder: string;
  readonly account: SmppAccount;
}

export const secretKey = 'cd'.repeat(32);

/** The environment in which `zgoda gateway` sends the campaign; its flag `--smpp` has the account. */
export const gatewayEnvironment = ({ location, folder }: CampaignPlace): Record<string, string> => ({
  HOME: folder,
  ZGODA_STORE: location,
  ZGODA_SECRET_KEY: secretKey,
});

export const gatewayWords = ({ account }: CampaignPlace): string[] => {
  const { host, port, systemId, segmentsPerSecond, window, binds } = account;
  return [
    '--smpp',
    `smpp://${systemId}:x@${host}:${port}?segmentsPerSecond=${segmentsPerSecond}&window=${window}&binds=${binds}`,
  ];
};

const engineOptions = ({ location, folder }: CampaignPlace): EngineOptions => ({
  store: { location, secretKey, sending: 'gateway' },
  defaultFolder: folder,
  log: silentLog,
  zone: 'UTC',
  lingerMs: 0,
});

/** The numbers of the French range for fiction. */
const phoneOf = (n: number): string => `+3363998${String(n % 10_000).padStart(4, '0')}`;

/** The n-th text: each is another one, so that the operator's log tells them apart. */
export const textOf = (n: number): string => `Order ${n} is ready`;

/** A host that accepts the campaign's texts and sends none. */
export interface Host {
  /** Accepts texts `from` to `to - 1`; returns the id of each by its text. Rejects when one was refused. */
  accept(from: number, to: number): Promise<Map<string, string>>;
  close(): Promise<void>;
}

/** Opens a host over the campaign's store. */
export async function openHost(place: CampaignPlace): Promise<Host> {
  const engine = await openEngine(engineOptions(place));
  const route = engine.describeRoute(place.account);
  return {
    async accept(from, to) {
      const accepted = new Map<string, string>();
      for (let first = from; first < to; first += batchSize) {
        const numbers = Array.from({ length: Math.min(batchSize, to - first) }, (_, at) => first + at);
        const inputs = numbers.map((n) => ({
          phone: phoneOf(n),
          text: textOf(n),
          purpose: 'service',
          campaign: 'orders',
          deduplicationKey: `order-${n}`,
        }));
        const results = await runOperation(sendSms, engine.services, inputs, { route });
        results.forEach((result, at) => {
          if (!result.ok) throw result.error;
          accepted.set(textOf(numbers[at] as number), String(result.value.messageId));
        });
      }
      return accepted;
    },
    close: () => engine.release(),
  };
}

/** Accepts texts through a host of its own; see `Host.accept`. */
export async function accept(place: CampaignPlace, from: number, to: number): Promise<Map<string, string>> {
  const host = await openHost(place);
  try {
    return await host.accept(from, to);
  } finally {
    await host.close();
  }
}
