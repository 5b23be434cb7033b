import { type InboundSms, ZgodaError } from '@zgoda/engine';
import type { Connection, ConnectionSettings } from '../../../../nodes/connection/connection';
import { InboundListening } from '../../../../nodes/listening/inboundListening';

type StatusListener = (status: { state: string; problem: Error | null }) => void;

function operator() {
  const told: { listening: boolean; released: number; status: StatusListener; send(event: InboundSms): void } = {
    listening: false,
    released: 0,
    status: () => undefined,
    send: () => undefined,
  };
  const connection = {
    engine: {
      async listen(_consumer: string, _kinds: string[], handle: (event: InboundSms) => Promise<void>) {
        told.listening = true;
        told.send = (event) => void handle(event);
        return { close: async () => void (told.listening = false) };
      },
    },
    route: {
      status: () => ({ state: 'connecting', problem: null }),
      onStatus: (listener: StatusListener) => ((told.status = listener), () => undefined),
    },
    release: async () => void (told.released += 1),
  } as unknown as Connection;
  return { told, connection };
}

function listening(open: (attempt: number) => Connection) {
  const seen = { events: [] as string[], problems: [] as string[], failures: [] as string[], attempts: 0 };
  const wish = {
    settings: {} as ConnectionSettings,
    consumer: 'n8n:test',
    kinds: ['stop' as const],
    handle: async (event: InboundSms) => void seen.events.push(event.eventId),
    onProblem: (problem: ZgodaError) => void seen.problems.push(problem.code),
    onFailure: (error: ZgodaError) => void seen.failures.push(error.code),
  };
  return { seen, listening: new InboundListening(wish, async () => open((seen.attempts += 1))) };
}

const away = (): never => {
  throw new ZgodaError('store_unreachable', { problem: 'refused' });
};
const wrong = (): never => {
  throw new ZgodaError('store_newer', { found: 2, known: 1 });
};

describe('InboundListening', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('passes events on until it is closed, and gives everything back', async () => {
    const { told, connection } = operator();
    const { seen, listening: trigger } = listening(() => connection);
    await trigger.start();
    told.send({ eventId: 'e1' } as InboundSms);
    expect(seen.events).toEqual(['e1']);
    await trigger.close();
    expect(told).toMatchObject({ listening: false, released: 1 });
  });

  it('waits for a store that is away instead of failing', async () => {
    const { told, connection } = operator();
    const { seen, listening: trigger } = listening((attempt) => (attempt < 4 ? away() : connection));
    await trigger.start();
    expect(seen.problems).toEqual(['store_unreachable']);
    await jest.advanceTimersByTimeAsync(1_000 + 2_000 + 4_000);
    expect(seen.attempts).toBe(4);
    expect(told.listening).toBe(true);
    await trigger.close();
  });

  it('fails at once for what the user must mend', async () => {
    const { listening: trigger } = listening(wrong);
    await expect(trigger.start()).rejects.toMatchObject({ code: 'store_newer' });
    expect(jest.getTimerCount()).toBe(0);
  });

  it('reports what turns out to need mending later', async () => {
    const { seen, listening: trigger } = listening((attempt) => (attempt === 1 ? away() : wrong()));
    await trigger.start();
    await jest.advanceTimersByTimeAsync(1_000);
    expect(seen.failures).toEqual(['store_newer']);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('tries no more once it is closed', async () => {
    const { seen, listening: trigger } = listening(away);
    await trigger.start();
    await trigger.close();
    await jest.advanceTimersByTimeAsync(120_000);
    expect(seen.attempts).toBe(1);
  });

  it('reports a problem of the operator once, and again after it had gone', async () => {
    const { told, connection } = operator();
    const { seen, listening: trigger } = listening(() => connection);
    await trigger.start();
    const problem = new ZgodaError('smpp_credentials', { status: 'ESME_RINVPASWD' });
    told.status({ state: 'waiting', problem });
    told.status({ state: 'waiting', problem });
    told.status({ state: 'ready', problem: null });
    told.status({ state: 'waiting', problem });
    expect(seen.problems).toEqual(['smpp_credentials', 'smpp_credentials']);
    await trigger.close();
  });
});
