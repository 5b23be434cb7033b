import { rawPdu } from '../../../engine/src/transports/simulator/bytes';
import { commandStatus } from '../../../engine/src/transports/smpp/codec/commandStatus';
import { answerWell, commandId, startScriptedSmsc, type ScriptedSmsc } from '../../support/scriptedSmsc';
import { openRoute, type TestRoute } from '../../support/smppRoute';

const { ESME_RSYSERR, ESME_RX_T_APPN, ESME_RINVDSTADR } = commandStatus;
const text = 'abcdefghij'.repeat(40);

let smsc: ScriptedSmsc;
let route: TestRoute;
/** The bodies of the texts that came, oldest first. */
let written: string[];

/** An operator that answers each text with the status that `statusOf` gives, of how many came before. */
async function begin(statusOf: (before: number) => number, retryDelaysMs: readonly number[]): Promise<void> {
  written = [];
  smsc = await startScriptedSmsc((pdu, socket) => {
    if (pdu.id !== commandId.submit) return answerWell(pdu, socket);
    const status = statusOf(written.length);
    written.push(pdu.body.toString('latin1'));
    if (status === 0) answerWell(pdu, socket);
    else socket.write(rawPdu(pdu.id + commandId.response, status, pdu.sequence));
  });
  route = openRoute({ port: smsc.port, retryDelaysMs });
  await route.ready();
}

afterEach(async () => {
  await route.transport.close(200);
  await smsc.close();
});

test.each([
  ['its system failed', ESME_RSYSERR],
  ['a part of it is away', ESME_RX_T_APPN],
])('a text that the operator cannot take (%s) is tried again, and taken', async (_fault, status) => {
  await begin((before) => (before < 2 ? status : 0), [5, 5, 5]);
  expect(await route.send({ number: '+447700900001' })).toMatchObject({ outcome: 'submitted' });
  expect(written).toHaveLength(3);
});

test('after as many tries as there are delays it counts as rejected', async () => {
  await begin(() => ESME_RSYSERR, [5, 5, 5]);
  const rejected = { outcome: 'rejected', status: 'ESME_RSYSERR (0x08)' };
  expect(await route.send({ number: '+447700900001' })).toEqual(rejected);
  expect(written).toHaveLength(4);
});

test('what will not pass is rejected at once', async () => {
  await begin(() => ESME_RINVDSTADR, [5]);
  expect(await route.send({ number: '+447700900001' })).toMatchObject({ outcome: 'rejected' });
  expect(written).toHaveLength(1);
});

test('of a long text only the parts that failed are tried again, each as often as any', async () => {
  await begin((before) => (before < 3 ? ESME_RSYSERR : 0), [5]);
  expect(await route.send({ number: '+447700900001', text, segments: 3 })).toMatchObject({ outcome: 'submitted' });
  expect(written).toHaveLength(6);
  expect(new Set(written).size).toBe(3);
});

test('others do not wait for it', async () => {
  await begin((before) => (before === 0 ? ESME_RSYSERR : 0), [60_000]);
  const failing = route.send({ id: 'failing', number: '+447700900001' });
  await route.until(() => written.length === 1);
  expect(await route.send({ number: '+447700900002' })).toMatchObject({ outcome: 'submitted' });
  route.transport.revoke(new Set(['failing']));
  expect(await failing).toEqual({ outcome: 'unsent' });
  expect(written).toHaveLength(2);
});

test('a link that closes gives it back', async () => {
  await begin(() => ESME_RSYSERR, [60_000]);
  const failing = route.send({ number: '+447700900001' });
  await route.until(() => written.length === 1);
  // The answer is on its way while the window still holds the text.
  await route.until(() => route.transport.statistics().inFlight === 0);
  await route.transport.close(1_000);
  expect(await failing).toEqual({ outcome: 'unsent' });
});

test('a link that closes while the operator fails gives it back', async () => {
  let close = Promise.resolve();
  await begin(() => {
    close = route.transport.close(1_000);
    return ESME_RSYSERR;
  }, [60_000]);
  expect(await route.send({ number: '+447700900001' })).toEqual({ outcome: 'unsent' });
  await close;
  expect(written).toHaveLength(1);
});

test('a link that closes finishes a long text of which the operator has a part', async () => {
  await begin((before) => (before === 0 ? ESME_RSYSERR : 0), [60_000]);
  const begun = route.send({ number: '+447700900001', text, segments: 3 });
  await route.until(() => written.length === 3 && route.transport.statistics().inFlight === 0);
  await route.transport.close(1_000);
  expect(await begun).toMatchObject({ outcome: 'submitted' });
  expect(written).toHaveLength(4);
});
