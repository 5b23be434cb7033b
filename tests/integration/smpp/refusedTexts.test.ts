import { rawPdu, type RawPdu } from '../../../engine/src/transports/simulator/bytes';
import { commandStatus } from '../../../engine/src/transports/smpp/codec/commandStatus';
import type { SmppLinkOptions } from '../../../engine/src/transports/smpp/smppLinkOptions';
import { answerWell, commandId, startScriptedSmsc, type ScriptedSmsc } from '../../support/scriptedSmsc';
import { openRoute, type TestRoute } from '../../support/smppRoute';

const { ESME_RTHROTTLED, ESME_RMSGQFUL, ESME_RINVDSTADR, ESME_RSYSERR, ESME_RINVBNDSTS } = commandStatus;
const refusedNumber = '+447700900999';
const numberAt = (at: number): string => `+447700900${String(at).padStart(3, '0')}`;

let smsc: ScriptedSmsc;
let route: TestRoute;

afterEach(async () => {
  await route.transport.close(200);
  await smsc.close();
});

const isTo = ({ body }: RawPdu, number: string): boolean => body.includes(number.slice(1), 0, 'latin1');
const triesFor = (number: string): number =>
  smsc.seen.filter((pdu) => pdu.id === commandId.submit && isTo(pdu, number)).length;

/** An operator that answers each text after `latencyMs`, with the status that `statusOf` gives. */
async function begin(
  statusOf: (pdu: RawPdu) => number,
  { latencyMs = 5, ...account }: Partial<SmppLinkOptions> & { latencyMs?: number } = {},
): Promise<void> {
  smsc = await startScriptedSmsc((pdu, socket) => {
    if (pdu.id !== commandId.submit) return answerWell(pdu, socket);
    const status = statusOf(pdu);
    setTimeout(() => {
      if (status === 0) answerWell(pdu, socket);
      else socket.write(rawPdu(pdu.id + commandId.response, status, pdu.sequence));
    }, latencyMs);
  });
  route = openRoute({ port: smsc.port, ...account });
  await route.ready();
}

describe.each([
  ['too fast', ESME_RTHROTTLED],
  ['its queue is full', ESME_RMSGQFUL],
])('an operator that says "%s"', (_, status) => {
  test('is waited for: every text is taken in the end, in order', async () => {
    let left = 3;
    const taken: RawPdu[] = [];
    await begin(
      (pdu) => {
        if (left-- > 0) return status;
        taken.push(pdu);
        return 0;
      },
      { window: 1 },
    );
    const texts = Array.from({ length: 5 }, (_each, at) => route.send({ number: numberAt(at) }));
    const outcomes = await Promise.all(texts);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(outcomes.map(() => 'submitted'));
    expect(taken.map((pdu, at) => isTo(pdu, numberAt(at)))).toEqual(taken.map(() => true));
    expect(route.transport.statistics()).toMatchObject({ throttled: 3, rejected: 0 });
  });

  test('of one number for ever holds up no other, and that text comes back', async () => {
    await begin((pdu) => (isTo(pdu, refusedNumber) ? status : 0), {
      window: 10,
      segmentsPerSecond: 200,
      retryDelaysMs: [20, 80],
      holdMs: 4_000,
    });
    const refused = route.send({ number: refusedNumber });
    const others = Array.from({ length: 200 }, (_each, at) => route.send({ number: numberAt(at) }));
    expect(new Set((await Promise.all(others)).map(({ outcome }) => outcome))).toEqual(new Set(['submitted']));
    expect(await refused).toEqual({ outcome: 'unsent', refused: true });
    expect(triesFor(refusedNumber)).toBeGreaterThan(3);
    // Two pauses, after which the rate grows back.
    expect(route.transport.statistics().segmentsPerSecond).toBeGreaterThan(100);
  });

  test.each([
    ['text', 'Hello', 1],
    ['long text', 'abcdefghij'.repeat(30), 2],
  ])('of one number for ever, before the next %s has left, holds up no other', async (_length, text, segments) => {
    await begin((pdu) => (isTo(pdu, refusedNumber) ? status : 0), { segmentsPerSecond: 20, latencyMs: 10 });
    const refused = route.send({ number: refusedNumber, text, segments });
    let taken = 0;
    for (let at = 0; at < 40; at++) void route.send({ number: numberAt(at) }).then(() => taken++);
    await route.until(() => taken >= 20);
    expect(await refused).toEqual({ outcome: 'unsent', refused: true });
  });

  test('of a long text that was begun, and of all others for a while, does not reject it', async () => {
    const untilMs = performance.now() + 1_500;
    let isFirst = true;
    await begin(
      () => {
        if (!isFirst && performance.now() < untilMs) return ESME_RTHROTTLED;
        isFirst = false;
        return 0;
      },
      { segmentsPerSecond: 200, retryDelaysMs: [50, 100] },
    );
    const text = 'abcdefghij'.repeat(30);
    expect(await route.send({ number: numberAt(1), text, segments: 2 })).toMatchObject({ outcome: 'submitted' });
  });

  test('of a text that was withdrawn gives it back at once', async () => {
    await begin(() => status, { latencyMs: 100, retryDelaysMs: [60_000] });
    const refused = route.send({ id: 'withdrawn', number: refusedNumber });
    await route.until(() => triesFor(refusedNumber) === 2);
    route.transport.revoke(new Set(['withdrawn']));
    expect(await refused).toEqual({ outcome: 'unsent' });
  });

  test('of the only text there is lets one that comes later go at once', async () => {
    await begin((pdu) => (isTo(pdu, refusedNumber) ? status : 0), { segmentsPerSecond: 100, retryDelaysMs: [60_000] });
    const refused = route.send({ id: 'refused', number: refusedNumber });
    await route.until(() => triesFor(refusedNumber) === 2 && route.transport.statistics().inFlight === 0);
    expect(await route.send({ number: numberAt(1) })).toMatchObject({ outcome: 'submitted' });
    expect(triesFor(refusedNumber)).toBe(2);
    route.transport.revoke(new Set(['refused']));
    expect(await refused).toMatchObject({ outcome: 'unsent' });
  });

  test('of one part of a long text for ever rejects it, as the phone has the others', async () => {
    let first: RawPdu | undefined;
    await begin(
      (pdu) => {
        if (!isTo(pdu, refusedNumber)) return 0;
        first ??= pdu;
        return pdu.body.equals(first.body) ? status : 0;
      },
      { retryDelaysMs: [20], holdMs: 50, segmentsPerSecond: 200 },
    );
    const text = 'abcdefghij'.repeat(30);
    const refused = route.send({ number: refusedNumber, text, segments: 2 });
    const others = Array.from({ length: 50 }, (_each, at) => route.send({ number: numberAt(at) }));
    await Promise.all(others);
    expect(await refused).toMatchObject({ outcome: 'rejected', status: expect.stringContaining('ESME_R') });
  });
});

test('a service text goes before marketing that is to be sent again', async () => {
  const taken: RawPdu[] = [];
  let refuses = true;
  await begin((pdu) => (refuses ? ESME_RTHROTTLED : (taken.push(pdu), 0)), {
    latencyMs: 50,
    segmentsPerSecond: 100,
    window: 50,
  });
  const marketing = Array.from({ length: 20 }, (_each, at) => route.send({ number: numberAt(at) }));
  await route.until(() => route.transport.statistics().throttled >= 3 && route.transport.urgentRoom() > 0);
  expect(route.transport.room()).toBe(0);
  refuses = false;
  const code = route.send({ number: numberAt(99), purpose: 'service' });
  await Promise.all([code, ...marketing]);
  // At most what went out in the moment before it was given.
  expect(taken.findIndex((pdu) => isTo(pdu, numberAt(99)))).toBeLessThan(5);
});

describe('an answer that comes after its time', () => {
  const late = { latencyMs: 400, responseTimeoutMs: 100 };

  test.each([
    ['a refusal', ESME_RINVDSTADR, { outcome: 'rejected', status: 'ESME_RINVDSTADR (0x0b)' }],
    ['"too fast"', ESME_RTHROTTLED, { outcome: 'unsent' }],
    ['a fault that passes', ESME_RSYSERR, { outcome: 'unsent' }],
    ['"you are not bound"', ESME_RINVBNDSTS, { outcome: 'unsent' }],
  ])('%s: the text was uncertain, and is known not to be sent', async (_, status, expected) => {
    await begin(() => status, late);
    const outcomes: unknown[] = [];
    const message = { sender: null, encoding: 'gsm7', purpose: 'marketing', text: 'Hello', segments: 1 } as const;
    route.transport.submit({ ...message, id: 'late', number: numberAt(1) }, (told) => outcomes.push(told));
    await route.until(() => outcomes.length === 2);
    expect(outcomes).toEqual([{ outcome: 'uncertain' }, expected]);
  });
});
