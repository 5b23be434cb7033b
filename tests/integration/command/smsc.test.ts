import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect as connectTo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sequencesOf, startRecordingProxy } from '../../support/recordingProxy';
import { commandId } from '../../support/scriptedSmsc';
import { openRoute, type TestRoute } from '../../support/smppRoute';
import { createTestAuthority } from '../../support/testCertificates';
import { commandFile, runZgoda, startOperator, startZgoda, type SimulatedOperator } from '../../support/zgodaCommand';

const phone = '+447700900123';
const open: { close(): Promise<void> }[] = [];

async function operator(...flags: string[]): Promise<SimulatedOperator> {
  const started = await startOperator(flags);
  open.push({ close: () => started.stop() });
  return started;
}

function connect(options: Parameters<typeof openRoute>[0]): TestRoute {
  const route = openRoute({ systemId: 'shop', ...options });
  open.push({ close: () => route.transport.close(200) });
  return route;
}

function temporary(name: string, content: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'zgoda-smsc-'));
  open.push({ close: async () => rmSync(folder, { recursive: true }) });
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

/** Whether something takes connections there. */
function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connectTo(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

/** Whether the process is there and no zombie, as an orphan may stay where nobody looks after it. */
function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'ENOENT';
  }
}

function endProcess(pid: number): void {
  if (runs(pid)) process.kill(pid, 'SIGKILL');
}

async function waitFor(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await holds()); tries++) {
    if (tries > 500) throw new Error('not within ten seconds');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

const outcomes = (route: TestRoute, count: number) =>
  Promise.all(Array.from({ length: count }, () => route.send({ number: phone })));

test('latency and a token bucket', async () => {
  const { port } = await operator('--latency-ms', '30', '--tps', '5', '--tps-burst', '1');
  const route = connect({ port });
  await route.ready();
  await outcomes(route, 2);
  const { latencyP50Ms, throttled } = route.transport.statistics();
  expect(latencyP50Ms).toBeGreaterThanOrEqual(28);
  expect(throttled).toBeGreaterThan(0);
});

test.each([
  ['33', false],
  ['34', true],
  ['50', true],
])('an operator that speaks SMPP %s: TLVs are sent to it: %s', async (version, takesTlvs) => {
  const { port, submits } = await operator('--interface-version', version);
  const route = connect({ port, vendorTlvs: [{ tag: 0x1400, value: '0a' }], concatenation: 'sar' });
  await route.ready();
  const outcome = await route.send({ number: phone, text: 'x'.repeat(200), segments: 2 });
  expect(outcome).toMatchObject({ partIds: [expect.any(String), expect.any(String)] });
  let seen = await submits();
  while (seen.length < 2) seen = await submits();
  expect(seen.map((submit) => submit['esm_class'])).toEqual(takesTlvs ? [0, 0] : [0x40, 0x40]);
});

test('error rates', async () => {
  const { port } = await operator('--reject-every', '2', '--reject-status', '11');
  const route = connect({ port });
  await route.ready();
  expect((await outcomes(route, 4)).map(({ outcome }) => outcome).sort()).toEqual([
    'rejected',
    'rejected',
    'submitted',
    'submitted',
  ]);
});

test('a status that passes: what it meets is tried again', async () => {
  const { port } = await operator('--reject-every', '2', '--reject-status', '8');
  const route = connect({ port, retryDelaysMs: [20, 20, 20] });
  await route.ready();
  expect(new Set((await outcomes(route, 4)).map(({ outcome }) => outcome))).toEqual(new Set(['submitted']));
  expect(route.transport.statistics()).toMatchObject({ accepted: 4, rejected: 0 });
});

test('receipts: late, in reverse, with other ids, as text only', async () => {
  const flags = ['--id-format', 'hex', '--receipt-id-format', 'dec', '--receipt-style', 'text'];
  const { port } = await operator(...flags, '--receipt-delay-ms', '50', '--reverse-receipts', '--double-receipts');
  const route = connect({ port, receiptIds: 'decimal' });
  await route.ready();
  /** Sends three texts; whether their receipts came in reverse, which only those that are due together do. */
  async function cameInReverse(): Promise<boolean> {
    const before = route.receipts.length;
    const ids = (await outcomes(route, 3)).flatMap((each) => (each.outcome === 'submitted' ? each.partIds : []));
    expect(route.receipts).toHaveLength(before);
    await route.until(() => route.receipts.length === before + 6);
    const came = route.receipts.slice(before).map(({ partId }) => partId);
    expect([...came].sort()).toEqual(ids.flatMap((id) => [id, id]).sort());
    return (
      came.join() ===
      [...ids]
        .reverse()
        .flatMap((id) => [id, id])
        .join()
    );
  }
  let reversed = false;
  for (let round = 0; round < 20 && !reversed; round += 1) reversed = await cameInReverse();
  expect(reversed).toBe(true);
});

test.each(['rst', 'fin', 'unbind', 'silence'])('a connection that breaks: %s', async (mode) => {
  const { port } = await operator('--drop-every', '3', '--drop-mode', mode);
  const route = connect({ port, enquireLinkMs: 200, enquireTimeoutMs: 200, responseTimeoutMs: 2_000 });
  await route.ready();
  const made = await outcomes(route, 3);
  expect(made.filter(({ outcome }) => outcome === 'uncertain')).toHaveLength(1);
  await route.until(() => route.transport.statistics().reconnects > 0);
  await route.ready();
});

test('answers out of order, logins answered under a wrong number', async () => {
  const { port } = await operator('--reverse-answers', '--wrong-bind-sequence');
  const proxy = await startRecordingProxy(port);
  open.push(proxy);
  const route = connect({ port: proxy.port });
  await route.ready();
  const ids = (await outcomes(route, 20)).map((each) => (each.outcome === 'submitted' ? each.partIds[0] : ''));
  expect([...ids].sort()).toEqual(ids);
  const { bindTransceiver, submit, response } = commandId;
  const asked = sequencesOf(proxy.asked, submit);
  const answered = sequencesOf(proxy.answered, submit + response);
  expect(answered).not.toEqual(asked);
  expect([...answered].sort((one, other) => one - other)).toEqual(asked);
  const [login] = sequencesOf(proxy.asked, bindTransceiver);
  const [loginAnswer] = sequencesOf(proxy.answered, bindTransceiver + response);
  expect(loginAnswer).toEqual(expect.any(Number));
  expect(loginAnswer).not.toBe(login);
});

test('a web server in the place of an operator', async () => {
  const { port } = await operator('--bind-answer', 'http');
  const route = connect({ port });
  await route.until(() => route.transport.status().problem !== null);
  expect(route.transport.status().problem?.message).toMatch(/web server/);
});

test('texts from phones: from a script, and from another command', async () => {
  const script = temporary('script.jsonl', JSON.stringify({ from: phone, to: '60000', text: 'START' }));
  const { port, controlPort } = await operator('--script', script);
  const route = connect({ port });
  await route.until(() => route.inbound.length === 1);
  const words = ['smsc', 'inbound', '--control-port', String(controlPort), '--from', phone, '--to', '60000'];
  expect(await runZgoda([...words, '--text', 'Zażółć'])).toMatchObject({ exitCode: 0 });
  await route.until(() => route.inbound.length === 2);
  expect(route.inbound.map(({ text }) => text)).toEqual(['START', 'Zażółć']);
  expect(await runZgoda(words)).toMatchObject({
    exitCode: 2,
    notes: expect.stringContaining('--text: it is missing.'),
  });
});

test('a receipt that comes after a restart finds its text', async () => {
  const { smpp } = await operator('--receipt-delay-ms', '3000');
  const store = join(temporary('none', ''), '..');
  const words = ['--store', store, '--smpp', smpp];
  const sent = await runZgoda(
    ['send-sms', ...words, '--purpose', 'service', '--wait', 'submitted'],
    [{ phone, text: 'Hello' }],
  );
  expect(sent.lines).toMatchObject([{ ok: true, state: 'submitted' }]);
  const { child, outcome } = startZgoda(['inbound-sms', ...words, '--kinds', 'delivery', '--json']);
  child.stdout?.once('data', () => child.kill('SIGINT'));
  expect((await outcome).lines).toMatchObject([{ kind: 'delivery', phone, state: 'delivered' }]);
});

test('TLS, with a client certificate', async () => {
  const authority = createTestAuthority();
  const server = authority.issue('localhost');
  const files = [
    ['--tls-cert', temporary('cert.pem', server.cert)],
    ['--tls-key', temporary('key.pem', server.key)],
    ['--tls-client-ca', temporary('ca.pem', authority.cert)],
  ].flat();
  const { port } = await operator(...files);
  const mine = authority.issue('client');
  const tls = { ca: authority.cert, serverName: 'localhost', certificate: mine.cert, key: mine.key };
  await connect({ port, tls }).ready();
});

describe('--exit-with-parent', () => {
  /** A parent that starts an operator as its child, and prints what that one prints, and its process id. */
  const parentProgram = `
    const child = require('node:child_process').spawn(process.execPath, process.argv.slice(1), {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    child.stdout.once('data', (line) => console.log(JSON.stringify({ ...JSON.parse(line).listening, pid: child.pid })));
  `;

  async function startFamily(...flags: string[]) {
    const words = [commandFile, 'smsc', '--port', '0', '--json', ...flags];
    const parent = spawn(process.execPath, ['-e', parentProgram, '--', ...words], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const ended = new Promise((resolve) => parent.once('exit', resolve));
    open.push({
      close: async () => {
        parent.kill('SIGKILL');
        await ended;
      },
    });
    const [line] = (await once(parent.stdout, 'data')) as [Buffer];
    const child = JSON.parse(line.toString()) as { port: number; pid: number };
    open.push({ close: async () => endProcess(child.pid) });
    return { parent, ended, child };
  }

  test('an operator ends with its parent, though that one was killed', async () => {
    const { parent, ended, child } = await startFamily('--exit-with-parent');
    expect(await listens(child.port)).toBe(true);
    parent.kill('SIGKILL');
    await ended;
    await waitFor(async () => !(await listens(child.port)));
    await waitFor(async () => !runs(child.pid));
  });

  test('without it, it goes on', async () => {
    const { parent, ended, child } = await startFamily();
    parent.kill('SIGKILL');
    await ended;
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(await listens(child.port)).toBe(true);
  });
});

test('a wrong flag ends it with a sentence', async () => {
  expect(await runZgoda(['smsc', '--drop-mode', 'bang'])).toMatchObject({
    exitCode: 2,
    notes: expect.stringContaining('--drop-mode: it must be one of rst, fin, unbind, silence.'),
  });
});
