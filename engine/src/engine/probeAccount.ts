import type { SmppAccount } from '../config';
import type { TransportStatus } from '../delivery/transport';
import { systemClock } from '../shared/clock';
import { ZgodaError } from '../shared/errors';
import { silentLog } from '../shared/log';
import { systemRandom } from '../shared/random';
import { createAccountTransport } from './accountTransport';

// Connecting and logging in may take ten seconds each.
const loginSeconds = 10;
const probeMs = 21_000;
const unbindMs = 1_000;

/** Logs in to the operator once and out again. Throws what keeps the account from working, for people to read. */
export async function probeAccount(account: SmppAccount): Promise<void> {
  const transport = createAccountTransport(
    { ...account, binds: 1, bindTimeoutSeconds: Math.min(loginSeconds, account.bindTimeoutSeconds) },
    { clock: systemClock, random: systemRandom, log: silentLog },
  );
  let stopWaiting = (): void => undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      const { host, port } = account;
      const problem = 'no answer in time';
      stopWaiting = systemClock.after(probeMs, () =>
        reject(new ZgodaError('operator_unreachable', { host, port, problem })),
      );
      transport.open({
        receipt: rejectForNow,
        inbound: rejectForNow,
        inboundPart: rejectForNow,
        settled: rejectForNow,
        drained: () => undefined,
        status({ state, problem: found }: TransportStatus) {
          if (state === 'ready') resolve();
          else if (found !== null) reject(found);
        },
      });
    });
  } finally {
    stopWaiting();
    await transport.close(unbindMs);
  }
}

/** A probe stores nothing: the operator keeps what it wants to deliver for the real connection. */
async function rejectForNow(): Promise<never> {
  throw new ZgodaError('store_busy');
}
