import smpp, { type Pdu as NpmPdu, type Session as NpmSession } from 'smpp';
import { startSimulator } from '../../../engine/src/transports/simulator/simulator';
import { decodePdu } from '../../../engine/src/transports/smpp/codec/decodePdu';
import { openRoute, type TestRoute } from '../../support/smppRoute';
import { sendTexts, withOutcome } from '../../support/smppTraffic';
import { npmFields, rewrite, rewritten } from './npmFields';
import { tlvVectors } from './tlvVectors';
import { bytes, vectors } from './vectors';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

describe('npm smpp understands the same bytes', () => {
  // It reads a value of alert_on_message_delivery, which has none in SMPP 3.4.
  const shared = [...vectors, ...tlvVectors].filter(({ pdu }) => !('alertOnMessageDelivery' in pdu.tlvs));

  test.each(shared)('$name', ({ hex, pdu }) => {
    const read = new smpp.PDU(bytes(hex));
    expect(read).toMatchObject(npmFields(pdu));
    const again = rewrite(read);
    expect(decodePdu(again, 0, again.length)).toMatchObject({ ok: true, pdu: rewritten(pdu) });
  });
});

describe('our transport against its server', () => {
  const begin = async (onSubmit: (pdu: NpmPdu, session: NpmSession) => void): Promise<TestRoute> => {
    const sessions: NpmSession[] = [];
    const server = smpp.createServer((session) => {
      sessions.push(session);
      session.on('error', () => undefined);
      session.on('bind_transceiver', (pdu) => session.send(pdu.response({ system_id: 'npm' })));
      session.on('enquire_link', (pdu) => session.send(pdu.response()));
      session.on('unbind', (pdu) => {
        session.send(pdu.response());
        session.close();
      });
      session.on('submit_sm', (pdu) => onSubmit(pdu, session));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closers.push(
      () =>
        new Promise((resolve) => {
          server.close(() => resolve());
          for (const session of sessions) session.destroy();
        }),
    );
    const route = openRoute({ port: (server.address() as { port: number }).port });
    closers.push(() => route.transport.close(500));
    return route;
  };

  test('texts are understood, and their ids', async () => {
    const texts: string[] = [];
    const route = await begin((pdu, session) => {
      texts.push(String((pdu.short_message as { message: string }).message));
      session.send(pdu.response({ message_id: `id${texts.length}` }));
    });
    const outcomes = await sendTexts(route, 30);
    expect(withOutcome(outcomes, 'submitted')).toHaveLength(30);
    expect(texts).toEqual(Array.from({ length: 30 }, (_, at) => `#${at}`));
    expect(outcomes.get(4)).toEqual({ outcome: 'submitted', partIds: ['id5'] });
  });

  test.each([
    ['GSM', 'gsm7', 'Der Preis ist 5 € [netto] für dich @ Müller & Söhne. '.repeat(8), 3],
    ['UCS-2', 'ucs2', 'Zażółć gęślą jaźń 😀. '.repeat(8), 3],
  ] as const)(
    'user data headers are understood, and the texts behind them (%s)',
    async (_, encoding, text, segments) => {
      const parts: { header: string; words: string }[] = [];
      const route = await begin((pdu, session) => {
        const { udh, message } = pdu.short_message as { udh: Buffer[]; message: string };
        parts.push({ header: Buffer.concat(udh).toString('hex'), words: message });
        session.send(pdu.response({ message_id: `id${parts.length}` }));
      });
      await route.ready();
      const outcome = await route.send({ number: '+447700900123', text, encoding, segments });
      expect(outcome).toEqual({ outcome: 'submitted', partIds: ['id1', 'id2', 'id3'] });
      const reference = parts[0]?.header.slice(4, 6);
      expect(parts.map(({ header }) => header)).toEqual([1, 2, 3].map((part) => `0003${reference}030${part}`));
      expect(parts.map(({ words }) => words).join('')).toBe(text);
    },
  );

  test('its receipts and texts are read, and answered', async () => {
    const answers: number[] = [];
    const route = await begin((pdu, session) => {
      session.send(pdu.response({ message_id: '77' }));
      const base = { source_addr: '447700900001', source_addr_ton: 1, destination_addr: 'MyShop' };
      const stat = 'id:77 sub:001 dlvrd:001 submit date:2611231200 done date:2611231201 stat:DELIVRD err:000 text:';
      session.deliver_sm({ ...base, esm_class: 4, short_message: stat }, (answer) =>
        answers.push(answer.command_status),
      );
      session.deliver_sm({ ...base, short_message: 'STOP' }, (answer) => answers.push(answer.command_status));
    });
    await route.ready();
    await route.send({ number: '+447700900001' });
    await route.until(() => answers.length === 2);
    expect(answers).toEqual([0, 0]);
    expect(route.receipts).toEqual([
      { partId: '77', anyForm: true, state: 'delivered', errorCode: null, doneAtMs: Date.UTC(2026, 10, 23, 12, 1) },
    ]);
    expect(route.inbound).toMatchObject([{ from: '+447700900001', to: 'MyShop', text: 'STOP' }]);
  });
});

describe('its client against our simulator', () => {
  test('binds, sends, gets ids, receipts and replies', async () => {
    const simulator = await startSimulator({ systemId: 'npm', password: 'pw', stopEvery: 1, firstId: 5 });
    closers.push(() => simulator.close());
    const session = smpp.connect({ url: `smpp://127.0.0.1:${simulator.port}` });
    closers.push(() => new Promise((resolve) => session.destroy(() => resolve())));
    session.on('error', () => undefined);
    const delivered: NpmPdu[] = [];
    const id = await new Promise((resolve) => {
      session.on('deliver_sm', (pdu) => {
        delivered.push(pdu);
        session.send(pdu.response());
      });
      session.bind_transceiver({ system_id: 'npm', password: 'pw' }, (bound) => {
        expect(bound.command_status).toBe(0);
        const fields = { destination_addr: '447700900001', registered_delivery: 1, short_message: 'Hello' };
        session.submit_sm(fields, (answer) => resolve(answer.message_id));
      });
    });
    expect(id).toBe('5');
    while (delivered.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(delivered[0]).toMatchObject({ receipted_message_id: '5', message_state: 2, esm_class: 4 });
    expect(delivered[1]?.short_message).toMatchObject({ message: 'STOP' });
  });

  test('is refused with a wrong password', async () => {
    const simulator = await startSimulator({ password: 'pw' });
    closers.push(() => simulator.close());
    const session = smpp.connect({ url: `smpp://127.0.0.1:${simulator.port}` });
    closers.push(() => new Promise((resolve) => session.destroy(() => resolve())));
    session.on('error', () => undefined);
    const status = await new Promise((resolve) => {
      session.bind_transceiver({ system_id: 'x', password: 'no' }, (bound) => resolve(bound.command_status));
    });
    expect(status).toBe(0x0e);
  });
});
