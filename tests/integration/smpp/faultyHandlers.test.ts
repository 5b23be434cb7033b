import { rawPdu } from '../../../engine/src/transports/simulator/bytes';
import { answerWell, commandId, startScriptedSmsc, type ScriptedSmsc } from '../../support/scriptedSmsc';
import { openRoute, type TestRoute } from '../../support/smppRoute';
import { keepingLog } from '../../support/smppSession';
import { sendTexts, withOutcome } from '../../support/smppTraffic';

let smsc: ScriptedSmsc;
let route: TestRoute;

afterEach(async () => {
  route.onTold = () => undefined;
  await route.transport.close(200);
  await smsc.close();
});

const throwing = (): void => {
  throw new Error('faulty');
};

test('a host that throws whenever it is told of room or of a state has every text sent nonetheless, at the pace', async () => {
  smsc = await startScriptedSmsc();
  const log = keepingLog();
  route = openRoute({ port: smsc.port, segmentsPerSecond: 200 }, undefined, { log });
  route.onTold = throwing;
  await route.ready();
  expect(withOutcome(await sendTexts(route, 100), 'submitted')).toHaveLength(100);
  const faults = log.lines.filter(([message]) => message === 'smpp handler failed');
  expect(faults.length).toBeGreaterThan(10);
  expect(faults[0]).toEqual(['smpp handler failed', { problem: 'Error' }]);
});

test('what waits comes back at once when the link breaks, though the host throws when it is told', async () => {
  smsc = await startScriptedSmsc((pdu, socket) => {
    if (pdu.id === commandId.submit) socket.destroy();
    else answerWell(pdu, socket);
  });
  route = openRoute({ port: smsc.port, window: 1, reconnectFirstMs: 60_000, holdMs: 60_000 });
  await route.ready();
  route.onTold = throwing;
  const outcomes = await Promise.all([1, 2, 3].map((at) => route.send({ number: `+44770090000${at}` })));
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(['uncertain', 'unsent', 'unsent']);
});

test('a text that is tried again later is taken, though the host throws when it is told of room then', async () => {
  let texts = 0;
  smsc = await startScriptedSmsc((pdu, socket) => {
    const fails = pdu.id === commandId.submit && ++texts === 1;
    if (fails) socket.write(rawPdu(pdu.id + commandId.response, 0x08, pdu.sequence));
    else answerWell(pdu, socket);
  });
  route = openRoute({ port: smsc.port, retryDelaysMs: [5] });
  await route.ready();
  route.onTold = throwing;
  expect(await route.send({ number: '+447700900001' })).toMatchObject({ outcome: 'submitted' });
});
