import type { Socket } from 'node:net';
import type { Log } from '../../../engine/src/shared/log';
import { rawPdu, type RawPdu } from '../../../engine/src/transports/simulator/bytes';
import type { SessionEvents } from '../../../engine/src/transports/smpp/session/sessionEvents';
import { answerWell, commandId, startScriptedSmsc, type ScriptedSmsc } from '../../support/scriptedSmsc';
import { bindSettingsFor, keepingLog, openSession, type TestSession } from '../../support/smppSession';
import { until } from '../../support/until';

const drainMs = 5_000;
const goodbyeMs = 2_000;

let smsc: ScriptedSmsc;
let tested: TestSession;

/** Opens a session with an operator that answers all but these requests, and closes no connection by itself. */
async function open(ignored: readonly number[], events: Partial<SessionEvents<number>> = {}, log?: Log): Promise<void> {
  smsc = await startScriptedSmsc((pdu, socket) => {
    if (ignored.includes(pdu.id)) return;
    if (pdu.id === commandId.unbind) socket.write(rawPdu(commandId.unbind + commandId.response, 0, pdu.sequence));
    else answerWell(pdu, socket);
  });
  tested = openSession(bindSettingsFor(smsc.port), events, log);
}

async function begin(ignored: readonly number[]): Promise<void> {
  await open(ignored);
  await tested.bound();
}

afterEach(() => smsc.close());

const seen = (id: number): readonly RawPdu[] => smsc.seen.filter((pdu) => pdu.id === id);

/** Closes the session; tells whether it is closed by now. */
function close(): () => boolean {
  let isClosed = false;
  void tested.session.close(drainMs).then(() => (isClosed = true));
  return () => isClosed;
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('closing unbinds, and ends the connection once that is answered', async () => {
  await begin([]);
  const isClosed = close();
  await until(isClosed);
  expect(seen(commandId.unbind)).toHaveLength(1);
  await until(() => tested.socket.closed);
  expect(tested.closed).toEqual([{ problem: null, needsMending: false }]);
});

test('what is in flight is waited for before the unbind', async () => {
  await begin([commandId.submit]);
  tested.submit(1);
  await until(() => seen(commandId.submit).length === 1);
  const isClosed = close();
  tested.clock.advance(drainMs - 100);
  await turn();
  expect(seen(commandId.unbind)).toHaveLength(0);
  const [submit] = seen(commandId.submit);
  answerWell(submit as RawPdu, smsc.sockets[0] as Socket);
  await until(isClosed);
  expect(tested.answers.get(1)).toMatchObject({ status: 0 });
  expect(seen(commandId.unbind)).toHaveLength(1);
});

test('an operator that answers neither texts nor the unbind is left after the drain and the goodbye', async () => {
  await begin([commandId.submit, commandId.unbind]);
  tested.submit(1);
  const isClosed = close();
  tested.clock.advance(drainMs);
  await until(() => seen(commandId.unbind).length === 1);
  tested.clock.advance(goodbyeMs - 1);
  await turn();
  expect(isClosed()).toBe(false);
  expect(tested.lost.size).toBe(0);
  tested.clock.advance(1);
  await turn();
  expect(isClosed()).toBe(true);
  expect([...tested.lost]).toEqual([[1, true]]);
  await until(() => tested.socket.closed);
});

test('an operator that unbinds is answered, and left after the goodbye', async () => {
  await begin([commandId.submit]);
  tested.submit(1);
  await until(() => seen(commandId.submit).length === 1);
  smsc.sockets[0]?.write(rawPdu(commandId.unbind, 0, 9));
  await until(() => seen(commandId.unbind + commandId.response).length === 1);
  expect(seen(commandId.unbind + commandId.response)).toMatchObject([{ status: 0, sequence: 9 }]);
  expect(tested.session.room).toBe(0);
  tested.clock.advance(goodbyeMs);
  expect(tested.closed.map(({ problem }) => problem?.message)).toEqual([
    expect.stringContaining('the operator ended the session'),
  ]);
});

describe('a listener that throws when it is told of the end', () => {
  const faulty = {
    closed(): void {
      throw new Error('faulty');
    },
  };
  const oneFault = [['smpp handler failed', { problem: 'Error' }]];

  test('is no fault of the timer that ends an unanswered bind', async () => {
    const log = keepingLog();
    await open([commandId.bindTransceiver], faulty, log);
    await until(() => smsc.seen.length === 1);
    tested.clock.advance(10_000);
    expect(log.lines).toEqual(oneFault);
  });

  test('is no fault of the timer that ends a half-open link', async () => {
    const log = keepingLog();
    await open([commandId.enquireLink], faulty, log);
    await tested.bound();
    tested.clock.advance(41_000);
    expect(log.lines).toEqual(oneFault);
  });

  test('does not keep waiting who closes', async () => {
    const log = keepingLog();
    await open([commandId.unbind], faulty, log);
    await tested.bound();
    const isClosed = close();
    tested.clock.advance(goodbyeMs);
    await turn();
    expect(isClosed()).toBe(true);
    expect(log.lines).toEqual(oneFault);
  });
});
