import { systemClock } from '../../../engine/src/shared/clock';
import { silentLog } from '../../../engine/src/shared/log';
import { systemRandom } from '../../../engine/src/shared/random';
import { decodeText } from '../../../engine/src/text/decodeText';
import { encodeSegments } from '../../../engine/src/text/encodeSegments';
import { writePlainSeptets } from '../../../engine/src/text/plainSeptets';
import { createSmppTransport } from '../../../engine/src/transports/smpp/smppTransport';
import type { SubmitOutcome } from '../../../engine/src/delivery/transport';
import { measure, sample, type Client, type RunOptions } from './measure';

async function connect({ host, port, systemId, password, window, tps }: RunOptions): Promise<Client> {
  const transport = createSmppTransport(
    { host, port, systemId, password, window, sender: 'MyShop', segmentsPerSecond: tps || Infinity, receipts: 'none' },
    {
      clock: systemClock,
      random: systemRandom,
      log: silentLog,
      encode: { encodeSegments, writePlainSeptets },
      decode: { decodeText },
    },
  );
  let proceed: () => void = () => undefined;
  await new Promise<void>((resolve, reject) => {
    transport.open({
      receipt: () => Promise.resolve(null),
      inbound: () => Promise.resolve(),
      inboundPart: () => Promise.resolve(),
      settled: () => Promise.resolve(),
      status: ({ state, problem }) => {
        if (state === 'ready') resolve();
        else if (problem !== null) reject(problem);
      },
      drained: () => proceed(),
    });
  });

  return {
    send: (count) =>
      new Promise((resolve, reject) => {
        let sent = 0;
        let done = 0;
        const before = transport.statistics().throttled;
        const settled = (outcome: SubmitOutcome): void => {
          if (outcome.outcome !== 'submitted' || outcome.partIds[0] === '') reject(new Error(outcome.outcome));
          if (++done === count) resolve({ throttled: transport.statistics().throttled - before });
        };
        proceed = () => {
          for (let room = transport.room(); room > 0 && sent < count; room--) transport.submit(sample(sent++), settled);
        };
        proceed();
      }),
    close: () => transport.close(1_000),
  };
}

void measure(connect);
