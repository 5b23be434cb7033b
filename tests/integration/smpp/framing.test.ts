import { rawPdu } from '../../../engine/src/transports/simulator/bytes';
import { answerWell, commandId, startScriptedSmsc, type ScriptedSmsc } from '../../support/scriptedSmsc';
import { openRoute, type TestRoute } from '../../support/smppRoute';
import { sendTexts, withOutcome } from '../../support/smppTraffic';

const nack = 0x80000000;
const bindResponse = commandId.bindTransceiver + commandId.response;

let smsc: ScriptedSmsc;
let route: TestRoute;

afterEach(async () => {
  await route.transport.close(200);
  await smsc.close();
});

test.each([
  ['too large', 'a7a7a7a7a7a7a7a7', 'a length beyond any SMPP message'],
  ['too small', '0000000c80000004', 'a length below 16'],
])(
  'a length that is %s amid a session: nacked, closed, what is in flight is uncertain, and a new bind goes on',
  async (_, garbage, problem) => {
    let texts = 0;
    smsc = await startScriptedSmsc((pdu, socket) => {
      if (pdu.id !== commandId.submit || ++texts > 5) return answerWell(pdu, socket);
      if (texts === 5) socket.write(Buffer.from(garbage, 'hex'));
    });
    route = openRoute({ port: smsc.port, window: 5 });
    await route.ready();
    const outcomes = await sendTexts(route, 20);
    expect(withOutcome(outcomes, 'uncertain')).toEqual([0, 1, 2, 3, 4]);
    expect(withOutcome(outcomes, 'submitted')).toHaveLength(15);
    expect(smsc.seen.filter(({ id }) => id === nack)).toMatchObject([{ status: 0x02, sequence: 0 }]);
    expect(smsc.sockets[0]?.closed).toBe(true);
    expect(route.statuses.some((status) => status.problem?.message.includes(problem) === true)).toBe(true);
    expect(route.transport.statistics().reconnects).toBe(1);
  },
);

test.each([1, 3, 4, 15, 16, 18])(
  'a connection that is cut after %i bytes of a frame: the next one is read from its first byte',
  async (bytes) => {
    let binds = 0;
    smsc = await startScriptedSmsc((pdu, socket) => {
      if (pdu.id !== commandId.submit || binds > 1) {
        if (pdu.id === commandId.bindTransceiver) binds++;
        return answerWell(pdu, socket);
      }
      socket.end(rawPdu(pdu.id + commandId.response, 0, pdu.sequence, Buffer.from('abcd\0')).subarray(0, bytes));
    });
    route = openRoute({ port: smsc.port });
    await route.ready();
    expect(await route.send({ number: '+447700900001' })).toEqual({ outcome: 'uncertain' });
    await route.ready();
    expect(await route.send({ number: '+447700900002' })).toMatchObject({ outcome: 'submitted' });
    expect(smsc.seen.filter(({ id }) => id === nack)).toEqual([]);
  },
);

/** TLVs that run over the end of the frame: in the header, and in the value. */
const brokenTlvs = ['021000', '0210000134 0427 00ff 01'].map((hex) => Buffer.from(hex.replaceAll(' ', ''), 'hex'));

test.each(brokenTlvs)('a bind that is taken, in an answer with unreadable TLVs, is bound (%#)', async (tlvs) => {
  smsc = await startScriptedSmsc((pdu, socket) => {
    if (pdu.id !== commandId.bindTransceiver) return answerWell(pdu, socket);
    socket.write(rawPdu(bindResponse, 0, pdu.sequence, Buffer.from('smsc\0'), tlvs));
  });
  route = openRoute({ port: smsc.port });
  await route.ready();
  expect(await route.send({ number: '+447700900001' })).toMatchObject({ outcome: 'submitted' });
});

test.each(brokenTlvs)('a bind that is refused so is told with the status that it has (%#)', async (tlvs) => {
  smsc = await startScriptedSmsc((pdu, socket) => {
    if (pdu.id === commandId.bindTransceiver) {
      socket.write(rawPdu(bindResponse, 0x0d, pdu.sequence, Buffer.from('smsc\0'), tlvs));
    }
  });
  route = openRoute({ port: smsc.port });
  await route.until(() => route.transport.status().problem !== null);
  expect(route.transport.status().problem?.message).toContain('ESME_RBINDFAIL (0x0d)');
});
