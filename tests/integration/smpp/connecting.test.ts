import { createServer, type Socket } from 'node:net';
import {
  startSimulator,
  type Simulator,
  type SimulatorOptions,
} from '../../../engine/src/transports/simulator/simulator';
import { cString, rawPdu, tlv } from '../../../engine/src/transports/simulator/bytes';
import { readSubmit } from '../../../engine/src/transports/simulator/submit';
import type { SmppLinkOptions } from '../../../engine/src/transports/smpp/smppLinkOptions';
import { answerWell, commandId, startScriptedSmsc } from '../../support/scriptedSmsc';
import { openRoute, type TestRoute } from '../../support/smppRoute';
import { sendTexts, textNumber, withOutcome } from '../../support/smppTraffic';
import { createTestAuthority } from '../../support/testCertificates';

const open: { close(): Promise<void> }[] = [];

async function simulate(options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = await startSimulator(options);
  open.push(simulator);
  return simulator;
}

function connect(options: Partial<SmppLinkOptions> & { port: number }): TestRoute {
  const route = openRoute(options);
  open.push({ close: () => route.transport.close(200) });
  return route;
}

afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

const problemOf = async (route: TestRoute) => {
  await route.until(() => route.transport.status().problem !== null);
  return route.transport.status();
};

test('a wrong password is named as such', async () => {
  const { port } = await simulate({ systemId: 'zgoda', password: 'right' });
  const status = await problemOf(connect({ port, password: 'wrong' }));
  expect(status).toMatchObject({
    state: 'waiting',
    problem: { code: 'smpp_credentials', data: { status: 'ESME_RINVPASWD (0x0e)' } },
  });
});

/** An operator that answers its first `times` logins with this status. */
async function refuse(status: number, times = Infinity): Promise<number> {
  let binds = 0;
  const smsc = await startScriptedSmsc((pdu, socket) => {
    const isRefused = pdu.id === commandId.bindTransceiver && ++binds <= times;
    if (isRefused) socket.write(rawPdu(pdu.id + commandId.response, status, pdu.sequence));
    else answerWell(pdu, socket);
  });
  open.push(smsc);
  return smsc.port;
}

test.each([
  ['password', 0x0e],
  ['system ID', 0x0f],
  ['system type', 0x53],
])('a wrong %s is tried again slowly', async (_, status) => {
  const route = connect({ port: await refuse(status), reconnectFirstMs: 1, reconnectMendingMs: 10_000 });
  expect((await problemOf(route)).problem).toMatchObject({ code: 'smpp_credentials' });
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(route.transport.statistics().reconnects).toBe(0);
});

test('a wrong system type holds once it was mended', async () => {
  const route = connect({ port: await refuse(0x53, 1), reconnectFirstMs: 10_000, reconnectMendingMs: 50 });
  await problemOf(route);
  await route.ready();
  expect(route.transport.status().problem).toBeNull();
});

test.each([
  ['without a reason', 0x0d, 'smpp_bind_failed'],
  ['by a fault of the operator’s own', 0x08, 'smpp_operator_fault'],
  ['by a status of the operator’s own', 0x455, 'smpp_bind_refused'],
])('a bind that fails %s is tried again soon', async (_, status, code) => {
  const route = connect({ port: await refuse(status, 2), reconnectFirstMs: 1, reconnectMendingMs: 60_000 });
  expect((await problemOf(route)).problem).toMatchObject({ code, data: { status: expect.any(String) } });
  await route.ready();
  expect(route.transport.statistics().reconnects).toBe(2);
});

test('a password of more than 8 characters is sent as it is', async () => {
  const { port } = await simulate({ password: 'longer than eight' });
  await connect({ port, password: 'longer than eight' }).ready();
});

test('an unknown host is named as such', async () => {
  const status = await problemOf(connect({ port: 2775, host: 'smsc.invalid' }));
  expect(status.problem).toMatchObject({ code: 'operator_unreachable', data: { host: 'smsc.invalid' } });
  expect(status.problem?.message).toMatch(/host name/);
});

test('a bind refused because one is up already is tried again', async () => {
  const route = connect({ port: await refuse(0x05, 2), reconnectMendingMs: 60_000 });
  expect((await problemOf(route)).problem).toMatchObject({
    code: 'smpp_already_bound',
    data: { status: 'ESME_RALYBND (0x05)' },
  });
  await route.ready();
  expect(route.transport.statistics().reconnects).toBe(2);
});

test('an operator that is away for long is found again', async () => {
  const first = await simulate();
  const { port } = first;
  const route = connect({ port });
  await route.ready();
  await first.close();
  await route.until(() => route.transport.statistics().reconnects >= 5);
  expect(route.transport.status()).toMatchObject({ state: 'waiting', problem: { code: 'operator_unreachable' } });
  await simulate({ port });
  await route.ready();
  expect(withOutcome(await sendTexts(route, 10), 'submitted')).toHaveLength(10);
});

test('an operator that forgot the bind gets a new one, and the text goes out once', async () => {
  let refusals = 0;
  const smsc = await startScriptedSmsc((pdu, socket) => {
    const refuse = pdu.id === commandId.submit && refusals++ === 0;
    if (refuse) socket.write(rawPdu(pdu.id + commandId.response, 0x04, pdu.sequence));
    else answerWell(pdu, socket);
  });
  open.push(smsc);
  const route = connect({ port: smsc.port });
  expect(withOutcome(await sendTexts(route, 1), 'submitted')).toEqual([0]);
  expect(smsc.seen.filter(({ id }) => id === commandId.bindTransceiver)).toHaveLength(2);
});

test('an operator that answers as SMPP 3.3 is sent no TLVs', async () => {
  const smsc = await startScriptedSmsc((pdu, socket) => {
    const version33 = tlv(0x0210, Uint8Array.of(0x33));
    if (pdu.id !== commandId.bindTransceiver) answerWell(pdu, socket);
    else socket.write(rawPdu(pdu.id + commandId.response, 0, pdu.sequence, cString('old'), version33));
  });
  open.push(smsc);
  const vendorTlvs = [{ tag: 0x1400, value: '0a' }];
  const route = connect({ port: smsc.port, interfaceVersion: 0x50, concatenation: 'payload', vendorTlvs });
  expect(withOutcome(await sendTexts(route, 1, { text: () => 'x'.repeat(300) }), 'submitted')).toEqual([0]);
  const parts = smsc.seen.filter(({ id }) => id === commandId.submit).map(({ body }) => readSubmit(1, body));
  expect(parts.map(({ tlvs, shortMessage }) => [tlvs.size, shortMessage[4]])).toEqual([
    [0, 2],
    [0, 2],
  ]);
});

test('a pair binds a transmitter and a receiver, and texts come over the receiver', async () => {
  const simulator = await simulate({ stopEvery: 1 });
  const route = connect({ port: simulator.port, bindMode: 'pair' });
  await route.until(() => simulator.statistics().bound === 2);
  await route.send({ number: '+447700900001' });
  await route.until(() => route.inbound.length === 1 && route.receipts.length === 1);
});

test('several binds share the texts; parts of one text stay on one of them, in order', async () => {
  const ports = new Map<string, number[]>();
  const smsc = await startScriptedSmsc((pdu, socket) => {
    if (pdu.id === commandId.submit) {
      const at = pdu.body.indexOf(Buffer.from([5, 0, 3]));
      const key = `${socket.remotePort} ${pdu.body[at + 3]}`;
      ports.set(key, [...(ports.get(key) ?? []), pdu.body[at + 5] as number]);
    }
    answerWell(pdu, socket);
  });
  open.push(smsc);
  const route = connect({ port: smsc.port, binds: 3, window: 4 });
  await route.until(() => route.transport.statistics().bound === 3);
  const text = (at: number): string => `#${at} `.padEnd(400, '.');
  expect(withOutcome(await sendTexts(route, 60, { text }), 'submitted')).toHaveLength(60);
  expect(ports.size).toBe(60);
  expect([...ports.values()].every((parts) => parts.join() === '1,2,3')).toBe(true);
  expect(new Set([...ports.keys()].map((key) => key.split(' ')[0])).size).toBe(3);
});

describe('a bind that breaks, while the other stands', () => {
  /** Two binds, of which none comes back within the test. */
  async function connectTwo(port: number, options: Partial<SmppLinkOptions>): Promise<TestRoute> {
    const never = { reconnectFirstMs: 600_000, reconnectLongestMs: 600_000 };
    const route = connect({ port, binds: 2, ...never, ...options });
    await route.until(() => route.transport.statistics().bound === 2);
    return route;
  }

  const ofThreeParts = { number: '+447700900001', text: 'All work and no play. '.repeat(20), segments: 3 };

  test('texts that wait go over the other, once, and do not wait for a new one', async () => {
    const taken: number[] = [];
    let broken: Socket | null = null;
    const smsc = await startScriptedSmsc((pdu, socket) => {
      if (pdu.id !== commandId.submit) return answerWell(pdu, socket);
      broken ??= socket;
      taken.push(textNumber(readSubmit(1, pdu.body).shortMessage));
      if (socket === broken) socket.destroy();
      else answerWell(pdu, socket);
    });
    open.push(smsc);
    const route = await connectTwo(smsc.port, { window: 3 });
    const outcomes = await sendTexts(route, 200);
    const uncertain = withOutcome(outcomes, 'uncertain');
    expect(uncertain.length).toBeGreaterThanOrEqual(1);
    expect(uncertain.length).toBeLessThanOrEqual(3);
    expect(withOutcome(outcomes, 'submitted')).toHaveLength(200 - uncertain.length);
    expect(new Set(taken).size).toBe(taken.length);
    expect(route.transport.statistics()).toMatchObject({ bound: 1, reconnects: 0 });
  });

  test('the rest of a text that was begun goes over the other, though it waits to be tried again', async () => {
    const taken: number[] = [];
    const smsc = await startScriptedSmsc((pdu, socket) => {
      const part = pdu.id === commandId.submit ? readSubmit(1, pdu.body).shortMessage[5] : undefined;
      if (part !== 2 || taken.includes(0)) {
        if (part !== undefined) taken.push(part);
        return answerWell(pdu, socket);
      }
      taken.push(0);
      socket.end(rawPdu(pdu.id + commandId.response, 0x58, pdu.sequence));
    });
    open.push(smsc);
    const route = await connectTwo(smsc.port, { window: 1 });
    expect(await route.send(ofThreeParts)).toMatchObject({ outcome: 'submitted' });
    // 0: the one that was refused as too fast, and whose bind then broke.
    expect(taken).toEqual([1, 0, 2, 3]);
    expect(route.transport.statistics()).toMatchObject({ bound: 1, reconnects: 0 });
  });

  test('the rest of a text that was begun goes over the other when its turn comes', async () => {
    const ports: (number | undefined)[] = [];
    const smsc = await startScriptedSmsc((pdu, socket) => {
      if (pdu.id === commandId.submit) ports.push(socket.remotePort);
      answerWell(pdu, socket);
      if (ports.length === 1) socket.end();
    });
    open.push(smsc);
    const route = await connectTwo(smsc.port, { segmentsPerSecond: 10 });
    expect(await route.send(ofThreeParts)).toMatchObject({ outcome: 'submitted' });
    expect(ports).toHaveLength(3);
    expect(ports[1]).not.toBe(ports[0]);
    expect(ports[2]).toBe(ports[1]);
    expect(route.transport.statistics()).toMatchObject({ bound: 1, reconnects: 0 });
  });
});

describe('TLS', () => {
  const authority = createTestAuthority();
  const server = authority.issue('localhost');

  test('a certificate of a known authority for the host is taken', async () => {
    const { port } = await simulate({ tls: server });
    const route = connect({ port, tls: { ca: authority.cert, serverName: 'localhost' } });
    await route.ready();
    expect(withOutcome(await sendTexts(route, 50), 'submitted')).toHaveLength(50);
  });

  test('an unknown authority is refused by default', async () => {
    const { port } = await simulate({ tls: server });
    expect((await problemOf(connect({ port, tls: true }))).problem).toMatchObject({ code: 'tls_failed' });
  });

  test('another host’s certificate is refused', async () => {
    const { port } = await simulate({ tls: server });
    const route = connect({ port, tls: { ca: authority.cert, serverName: 'other.example' } });
    const { problem } = await problemOf(route);
    expect(problem?.message).toBe('TLS failed: the certificate is for another host name.');
  });

  test('it is taken unverified only where that was asked for', async () => {
    const { port } = await simulate({ tls: server });
    await connect({ port, tls: { verify: false } }).ready();
  });

  test('a client certificate is shown where the operator wants one', async () => {
    const { port } = await simulate({ tls: { ...server, ca: authority.cert, requestCert: true } });
    const mine = authority.issue('client');
    await connect({
      port,
      tls: { ca: authority.cert, serverName: 'localhost', certificate: mine.cert, key: mine.key },
    }).ready();
    await problemOf(connect({ port, tls: { ca: authority.cert, serverName: 'localhost' } }));
  });

  test('a plain port is named as such', async () => {
    const plain = createServer((socket) => socket.resume().end('\0\0\0\x10\x80\0\0\0\0\0\0\x02\0\0\0\0'));
    await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
    open.push({ close: () => new Promise((resolve) => plain.close(() => resolve())) });
    const { port } = plain.address() as { port: number };
    const { problem } = await problemOf(connect({ port, tls: true }));
    expect(problem?.message).toMatch(/does not speak TLS/);
  });

  test('TLS where it was switched off is named as such', async () => {
    const { port } = await simulate({ tls: server });
    const { problem } = await problemOf(connect({ port, bindTimeoutMs: 500 }));
    // An operator that sends a TLS alert instead is told as `smpp_not_smpp`: see the faults.
    expect(problem).toMatchObject({ code: 'operator_unreachable' });
    expect(problem?.message).toContain('it hung up on the login; perhaps this port wants TLS');
  });
});

test('an operator that unbinds is listened to until it has answered what is in flight', async () => {
  let submits = 0;
  const smsc = await startScriptedSmsc((pdu, socket) => {
    if (pdu.id !== commandId.submit) return answerWell(pdu, socket);
    if (++submits === 3) socket.write(rawPdu(commandId.unbind, 0, 1));
    setTimeout(() => answerWell(pdu, socket), 100);
  });
  open.push(smsc);
  const route = connect({ port: smsc.port });
  await route.ready();
  const outcomes = await Promise.all([1, 2, 3].map((at) => route.send({ number: `+44770090000${at}` })));
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(['submitted', 'submitted', 'submitted']);
  expect(smsc.seen.some(({ id }) => id === commandId.unbind + commandId.response)).toBe(true);
});
