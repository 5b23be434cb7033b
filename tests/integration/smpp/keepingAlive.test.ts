import { rawPdu } from '../../../engine/src/transports/simulator/bytes';
import { answerWell, commandId, startScriptedSmsc, type ScriptedSmsc } from '../../support/scriptedSmsc';
import { bindSettingsFor, openSession, type TestSession } from '../../support/smppSession';
import { until } from '../../support/until';

const intervalMs = 30_000;
const timeoutMs = 10_000;

let smsc: ScriptedSmsc;
let tested: TestSession;

async function begin(onPdu = answerWell): Promise<void> {
  smsc = await startScriptedSmsc(onPdu);
  const settings = bindSettingsFor(smsc.port, { enquireLinkMs: intervalMs, enquireTimeoutMs: timeoutMs });
  tested = openSession(settings);
  await tested.bound();
}

afterEach(async () => {
  const closed = tested.session.close(0);
  tested.clock.advance(10_000);
  await closed;
  await smsc.close();
});

const asked = (): number => smsc.seen.filter(({ id }) => id === commandId.enquireLink).length;

/** Long enough for what was written to come over, and its answer back. */
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 30));

test('after the interval in silence the operator is asked whether it is there, not before', async () => {
  await begin();
  tested.clock.advance(intervalMs - 1_000);
  await settle();
  expect(asked()).toBe(0);
  tested.clock.advance(2_000);
  await until(() => asked() === 1);
});

test('an idle link to an operator that answers stays up', async () => {
  await begin();
  for (let rounds = 1; rounds <= 10; rounds++) {
    tested.clock.advance(intervalMs + 1_000);
    await until(() => asked() === rounds);
    await settle();
  }
  expect(tested.session.isBound).toBe(true);
});

test('an operator that is heard is not asked', async () => {
  await begin();
  for (let rounds = 1; rounds <= 5; rounds++) {
    smsc.sockets[0]?.write(rawPdu(commandId.enquireLink, 0, rounds));
    await until(() => smsc.seen.length === 1 + rounds);
    tested.clock.advance(20_000);
  }
  await settle();
  expect(asked()).toBe(0);
});

test('a half-open link is found after the interval and the timeout, and not before', async () => {
  await begin((pdu, socket) => {
    if (pdu.id === commandId.bindTransceiver) answerWell(pdu, socket);
  });
  tested.submit(1);
  tested.clock.advance(intervalMs + timeoutMs - 1_000);
  await until(() => asked() === 1);
  expect(tested.closed).toEqual([]);
  tested.clock.advance(2_000);
  expect(tested.closed.map(({ problem }) => problem?.message)).toEqual([
    expect.stringContaining('the connection went silent'),
  ]);
  expect([...tested.lost]).toEqual([[1, true]]);
});

test('an operator’s own question is answered under its number', async () => {
  await begin();
  smsc.sockets[0]?.write(rawPdu(commandId.enquireLink, 0, 77));
  const answer = { id: commandId.enquireLink + commandId.response, status: 0, sequence: 77 };
  await until(() => smsc.seen.length === 2);
  expect(smsc.seen[1]).toMatchObject(answer);
});
