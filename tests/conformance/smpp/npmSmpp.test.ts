import smpp, { type Pdu as NpmPdu, type Session as NpmSession } from 'smpp';
import { startSimulator } from '../../../engine/src/transports/simulator/simulator';
import { decodePdu } from '../../../engine/src/transports/smpp/codec/decodePdu';
import { openRoute, type TestRoute } from '../../support/smppRoute';
import { sendTexts, withOutcome } from '../../support/smppTraffic';
import { bytes, vectors } from './vectors';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

describe('npm smpp understands the same bytes', () => {
  // SMPP 5.0 is unknown to it.
  const shared = vectors.filter(({ pdu }) => !('congestionState' in pdu.tlvs));

  test.each(shared)('$name', ({ hex, pdu }) => {
    const read = new smpp.PDU(bytes(hex));
    expect(read).toMatchObject({
      command: pdu.command,
      command_status: pdu.status,
      sequence_number: pdu.sequence,
    });
    // It cannot write a user data header that it has read.
    if ('esmClass' in pdu && (pdu.esmClass & 0x40) !== 0) return;
    const rewritten = read.toBuffer();
    const again = decodePdu(rewritten, 0, rewritten.length);
    expect(again).toMatchObject({ ok: true, pdu: { command: pdu.command, sequence: pdu.sequence } });
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

  test('user data headers are understood', async () => {
    const headers: string[] = [];
    const route = await begin((pdu, session) => {
      const { udh } = pdu.short_message as { udh: Buffer[] };
      headers.push(Buffer.concat(udh).toString('hex').slice(0, 4));
      session.send(pdu.response({ message_id: 'x' }));
    });
    await sendTexts(route, 1, { text: () => 'y'.repeat(300) });
    expect(headers).toHaveLength(2);
  });

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
