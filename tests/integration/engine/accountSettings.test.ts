import { smppAccountSchema } from '../../../engine/src/config';
import { createAccountTransport } from '../../../engine/src/engine/accountTransport';
import { systemClock } from '../../../engine/src/shared/clock';
import { silentLog } from '../../../engine/src/shared/log';
import { commandId, startScriptedSmsc, type ScriptedSmsc } from '../../support/scriptedSmsc';
import { seededRandom } from '../../support/smppRoute';

let smsc: ScriptedSmsc;

beforeEach(async () => {
  smsc = await startScriptedSmsc();
});
afterEach(() => smsc.close());

/** What an account binds with and how it submits one text, as the bytes that an operator reads. */
async function wire(settings: Record<string, unknown>): Promise<{ bind: string; submit: string }> {
  const account = smppAccountSchema.parse({
    host: '127.0.0.1',
    port: smsc.port,
    systemId: 'shop',
    password: 'secret',
    sender: 'MyShop',
    ...settings,
  });
  const ports = { clock: systemClock, random: seededRandom(1), log: silentLog };
  const transport = createAccountTransport(account, ports);
  await new Promise<void>((resolve) => {
    transport.open({
      receipt: () => Promise.resolve(null),
      inbound: () => Promise.resolve(),
      inboundPart: () => Promise.resolve(),
      settled: () => Promise.resolve(),
      drained: () => undefined,
      status: ({ state }) => state === 'ready' && resolve(),
    });
  });
  const message = {
    id: '1',
    number: '+447700900123',
    sender: null,
    text: 'Hi',
    encoding: 'gsm7' as const,
    segments: 1,
    purpose: 'marketing' as const,
  };
  await new Promise((resolve) => transport.submit(message, resolve));
  await transport.close(1_000);
  const body = (id: number): string => smsc.seen.find((pdu) => pdu.id === id)?.body.toString('latin1') ?? '';
  return { bind: body(commandId.bindTransceiver) || body(commandId.bindTransmitter), submit: body(commandId.submit) };
}

test('an account with defaults', async () => {
  expect(await wire({})).toEqual({
    bind: 'shop\0secret\0\0\x34\0\0\0',
    submit: '\0\x05\0MyShop\0\x01\x01447700900123\0\0\0\0\0\0\x01\0\0\0\x02Hi',
  });
});

test('an account that sets everything', async () => {
  const settings = {
    systemType: 'VMA',
    interfaceVersion: '50',
    addressRange: '^60',
    serviceType: 'CMT',
    nameTonNpi: '0/9',
    recipientTonNpi: '2/8',
    priority: 3,
    validityHours: 49,
    receipts: 'failure',
    replaceIfPresent: true,
    vendorTlvs: ['1401=int16:7'],
  };
  expect(await wire(settings)).toEqual({
    bind: 'shop\0secret\0VMA\0\x50\0\0^60\0',
    submit:
      'CMT\0\0\x09MyShop\0\x02\x08447700900123\0\0\0\x03\x00000002010000000R\0\x02\x01\0\0\x02Hi\x14\x01\0\x02\0\x07',
  });
});

test('SMPP 3.3 binds a transmitter and a receiver', async () => {
  expect((await wire({ interfaceVersion: '33' })).bind).toBe('shop\0secret\0\0\x33\0\0\0');
  expect(smsc.seen.map(({ id }) => id)).toEqual(
    expect.arrayContaining([commandId.bindReceiver, commandId.bindTransmitter]),
  );
});
