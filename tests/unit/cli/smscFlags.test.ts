import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { helpOf } from '../../../engine/src/cli/help';
import { smscCommand } from '../../../engine/src/cli/smsc';
import { simulatorOptions, smscFlags } from '../../../engine/src/cli/smscFlags';

test('every flag has words in the help', () => {
  const help = helpOf(smscCommand);
  for (const [name, { help: words }] of Object.entries(smscFlags)) {
    expect(help).toContain(`--${name}`);
    expect(help).toContain(words);
  }
});

test('without flags it is a friendly operator on the usual port', () => {
  expect(simulatorOptions({})).toEqual({ port: 2775, receipts: { on: true }, faults: {} });
});

test('flags set what the simulator can do', () => {
  const options = simulatorOptions({
    port: '0',
    'latency-ms': '20',
    tps: '100',
    'tps-burst': '2',
    'id-format': 'hex',
    'congestion-state': '90',
    'reverse-answers': true,
    'receipt-delay-ms': '5',
    'receipt-style': 'text',
    'receipt-id-format': 'dec',
    'early-receipts': true,
    'double-receipts': true,
    'reverse-receipts': true,
    'undelivered-every': '10',
    'stop-every': '20',
    'reject-every': '3',
    'reject-status': '8',
    'throttle-every': '4',
    'nack-every': '5',
    'swallow-every': '6',
    'drop-every': '7',
    'drop-mode': 'unbind',
    'silent-bind': true,
    'wrong-bind-sequence': true,
    'bind-answer': 'http',
  });
  expect(options).toMatchObject({
    port: 0,
    latencyMs: 20,
    tps: 100,
    tpsBurst: 2,
    idFormat: 'hex',
    congestionState: 90,
    stopEvery: 20,
    receipts: {
      on: true,
      delayMs: 5,
      style: 'text',
      idFormat: 'dec',
      early: true,
      twice: true,
      reverse: true,
      undeliveredEvery: 10,
    },
    faults: {
      rejectEvery: 3,
      rejectStatus: 8,
      throttleEvery: 4,
      nackEvery: 5,
      swallowEvery: 6,
      dropEvery: 7,
      dropMode: 'unbind',
      reverseAnswers: true,
      silentBind: true,
      wrongBindSequence: true,
    },
  });
  expect(options.faults?.bindAnswer?.toString()).toMatch(/^HTTP/);
});

test('TLS takes a certificate with its key, and an authority for clients', () => {
  const folder = mkdtempSync(join(tmpdir(), 'zgoda-smsc-'));
  const file = join(folder, 'file.pem');
  writeFileSync(file, 'PEM');
  expect(simulatorOptions({ 'tls-cert': file, 'tls-key': file, 'tls-client-ca': file }).tls).toEqual({
    cert: 'PEM',
    key: 'PEM',
    ca: 'PEM',
    requestCert: true,
  });
  rmSync(folder, { recursive: true });
});

test.each([
  [{ port: 'x' }, '--port: it must be a number, 0 or more.'],
  [{ tps: '-1' }, '--tps: it must be a number, 0 or more.'],
  [{ 'drop-every': '1.5' }, '--drop-every: it must be a whole number.'],
  [{ 'drop-mode': 'bang' }, '--drop-mode: it must be one of rst, fin, unbind, silence.'],
  [{ 'bind-answer': 'ssh' }, '--bind-answer: it must be one of http, garbage.'],
  [{ 'tls-cert': '/nowhere/cert.pem' }, '--tls-cert: the file cannot be read (ENOENT).'],
  [{ 'tls-key': __filename }, '--tls-cert: it is missing.'],
])('%j is refused with what to change', (flags, sentence) => {
  expect(() => simulatorOptions(flags)).toThrow(sentence);
});
