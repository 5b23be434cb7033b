import { createServer as createHttpServer } from 'node:http';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { smppAccountSchema } from '../../../engine/src/config';
import { accountWarning } from '../../../engine/src/engine/accountTransport';
import { probeAccount } from '../../../engine/src/engine/probeAccount';
import { toZgodaError } from '../../../engine/src/shared/errors';
import { rawPdu } from '../../../engine/src/transports/simulator/bytes';
import { startSimulator, type SimulatorOptions } from '../../../engine/src/transports/simulator/simulator';
import { answerWell, commandId, startScriptedSmsc } from '../../support/scriptedSmsc';
import { createTestAuthority } from '../../support/testCertificates';

const open: { close(): Promise<void> }[] = [];

async function simulate(options: SimulatorOptions = {}) {
  const simulator = await startSimulator(options);
  open.push(simulator);
  return simulator;
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push({ close: () => new Promise((resolve) => server.close(() => resolve())) });
  return (server.address() as AddressInfo).port;
}

/** A port where nobody listens. */
async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  await open.pop()?.close();
  return port;
}

const account = (settings: Record<string, unknown>) =>
  smppAccountSchema.parse({ host: '127.0.0.1', systemId: 'shop', password: 'secret', ...settings });

/** What a test of an account tells people: both sentences of its error, or that it works. */
async function told(settings: Record<string, unknown>): Promise<string> {
  try {
    await probeAccount(account(settings));
    return 'it works';
  } catch (thrown) {
    const { message, description } = toZgodaError(thrown);
    return `${message} ${description}`;
  }
}

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; !holds(); tries++) {
    if (tries > 500) throw new Error('not within five seconds');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

test('a good account works, and leaves no bind behind', async () => {
  const simulator = await simulate({ systemId: 'shop', password: 'secret' });
  expect(await told({ port: simulator.port })).toBe('it works');
  await until(() => simulator.statistics().bound === 0);
  expect(simulator.statistics().binds).toBe(1);
});

test('a wrong password', async () => {
  const { port } = await simulate({ password: 'other' });
  expect(await told({ port })).toBe(
    'The operator refused the login (ESME_RINVPASWD (0x0e)). Check System ID, Password and System Type with your operator.',
  );
});

test('a password of more than 8 characters is sent as it is, with a warning, and named where it is refused', async () => {
  const password = 'longer than eight';
  const { port } = await simulate({ password });
  expect(await told({ port, password })).toBe('it works');
  expect(accountWarning(account({ password }))).toMatch(/more than 8 characters.*sent as it is/);
  expect(accountWarning(account({}))).toBeNull();
  expect(await told({ port, password: 'longer than seven' })).toMatch(
    /0x0e\); the password has more than 8 characters/,
  );
});

test('an unknown system ID', async () => {
  const { port } = await simulate({ systemId: 'other' });
  expect(await told({ port })).toMatch(/refused the login.*Check System ID/);
});

/** The port of an operator that answers logins with this status. */
async function refusing(status: number): Promise<number> {
  const smsc = await startScriptedSmsc((pdu, socket) => {
    if (pdu.id !== commandId.bindTransceiver) answerWell(pdu, socket);
    else socket.write(rawPdu(pdu.id + commandId.response, status, pdu.sequence));
  });
  open.push(smsc);
  return smsc.port;
}

test.each([
  [
    'an unknown system type',
    0x53,
    'The operator refused the login (ESME_RINVSYSTYP (0x53)). ' +
      'Check System ID, Password and System Type with your operator.',
  ],
  [
    'too many connections',
    0x05,
    'The operator allows no more connections with this login (ESME_RALYBND (0x05)). ' +
      'Set fewer Connections, or end the other program that uses this login. ' +
      'Accepted texts wait and go out by themselves.',
  ],
  [
    'a bind that fails without a reason',
    0x0d,
    'The operator answered, but let the login fail without a reason (ESME_RBINDFAIL (0x0d)). ' +
      'Ask your operator whether System ID, Password and your IP address are right for this account. ' +
      'It may also be a fault of the operator that passes: Zgoda keeps trying; accepted texts wait.',
  ],
  [
    'a fault of the operator’s own',
    0x08,
    'The operator answered the login with a fault of its own (ESME_RSYSERR (0x08)). ' +
      'Nothing is to be changed here: Zgoda keeps trying. If it lasts, tell your operator. ' +
      'Accepted texts wait and go out by themselves.',
  ],
  [
    'an operator that knows no transceiver',
    0x03,
    'The operator answered, but did not accept the login ' +
      '(ESME_RINVCMDID (0x03); perhaps it knows no transceiver: set Bind to Transmitter and Receiver). ' +
      'Ask your operator what this status means for your account. Zgoda keeps trying; accepted texts wait.',
  ],
  [
    'a status of the operator’s own',
    0x455,
    'The operator answered, but did not accept the login (0x455). ' +
      'Ask your operator what this status means for your account. Zgoda keeps trying; accepted texts wait.',
  ],
])('%s', async (_, status, sentences) => {
  expect(await told({ port: await refusing(status) })).toBe(sentences);
});

test('a port where nobody listens', async () => {
  const port = await freePort();
  expect(await told({ port })).toBe(
    `The operator cannot be reached at 127.0.0.1:${port} (the connection was refused). ` +
      'Check the host, the port and your network. Accepted texts wait and go out by themselves.',
  );
});

test('an unknown host', async () => {
  expect(await told({ host: 'smsc.invalid' })).toMatch(/smsc\.invalid:2775 \(the host name.*Check the host/);
});

test('the port of a web server', async () => {
  const port = await listen(createHttpServer((_request, response) => response.end()));
  expect(await told({ port })).toBe(
    'The port answers, but not in SMPP (it is a web server). Check the port and the TLS setting with your operator.',
  );
});

test('TLS on a plain SMPP port', async () => {
  const { port } = await simulate();
  expect(await told({ port, tls: true })).toMatch(
    /^TLS failed: .*does not speak TLS.* Check the port, the TLS setting/,
  );
});

test('no TLS on a TLS port', async () => {
  const { port } = await simulate({ tls: createTestAuthority().issue('localhost') });
  expect(await told({ port })).toMatch(/TLS.* Check the .*port/);
});

test('a certificate of the operator’s own authority', async () => {
  const authority = createTestAuthority();
  const { port } = await simulate({ tls: authority.issue('smsc.example') });
  const tls = { port, tls: true };
  expect(await told(tls)).toMatch(/^TLS failed: .*unknown authority; give it as CA/);
  expect(await told({ ...tls, tlsCa: authority.cert })).toMatch(
    /^TLS failed: the certificate is for another host name/,
  );
  expect(await told({ ...tls, tlsCa: authority.cert, tlsServerName: 'smsc.example' })).toBe('it works');
});

test('a client certificate', async () => {
  const authority = createTestAuthority();
  const { port } = await simulate({
    tls: { ...authority.issue('smsc.example'), ca: authority.cert, requestCert: true },
  });
  const tls = { port, tls: true, tlsCa: authority.cert, tlsServerName: 'smsc.example' };
  expect(await told(tls)).toMatch(/^TLS failed: .*client certificate/);
  const { cert, key } = authority.issue('client');
  expect(await told({ ...tls, tlsCertificate: cert, tlsKey: key })).toBe('it works');
});

test('a sender that is too long', async () => {
  expect(await told({ sender: 'MuchTooLongName' })).toBe(
    'The sender is not usable: a name has at most 11 characters. Use up to 11 letters and digits, a short code, or a number in international form.',
  );
});

test('an operator that hangs up on the login', async () => {
  const port = await listen(createServer((socket) => socket.once('data', () => socket.end())));
  expect(await told({ port })).toMatch(/hung up on the login; perhaps this port wants TLS, or it does not allow your/);
});

test('an operator that never answers the login', async () => {
  const port = await listen(createServer((socket) => socket.resume().on('error', () => socket.destroy())));
  expect(await told({ port, bindTimeoutSeconds: 1 })).toMatch(
    /no answer to the login in time; perhaps this port wants/,
  );
});
