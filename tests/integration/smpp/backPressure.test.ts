import net, { Socket } from 'node:net';
import { rawPdu } from '../../../engine/src/transports/simulator/bytes';
import { answerWell, commandId, startScriptedSmsc, type ScriptedSmsc } from '../../support/scriptedSmsc';
import { bindSettingsFor, openSession, type TestSession } from '../../support/smppSession';
import { createTestAuthority } from '../../support/testCertificates';
import { until } from '../../support/until';

const megabyte = 1_048_576;
const enquire = rawPdu(commandId.enquireLink, 0, 1);

let smsc: ScriptedSmsc;
let tested: TestSession;

/** A server that reads no more once it has answered the bind. */
async function beginDeaf(): Promise<Socket> {
  smsc = await startScriptedSmsc((pdu, socket) => {
    answerWell(pdu, socket);
    if (pdu.id === commandId.bindTransceiver) socket.pause();
  });
  tested = openSession(bindSettingsFor(smsc.port, { window: 2_000 }));
  await tested.bound();
  return smsc.sockets[0] as Socket;
}

afterEach(async () => {
  const closed = tested.session.close(0);
  tested.clock.advance(10_000);
  await closed;
  await smsc.close();
  jest.restoreAllMocks();
});

/** Writes enquire_links until the other end reads no more for a while; how many. */
async function flood(socket: Socket): Promise<number> {
  const many = Buffer.concat(Array<Buffer>(50_000).fill(enquire));
  let writes = 0;
  for (let looks = 0; looks < 20; looks++) {
    if (socket.writableLength === 0) {
      socket.write(many);
      writes++;
      looks = 0;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(tested.socket.writableLength).toBeLessThan(3 * megabyte);
  }
  return writes * 50_000;
}

/** Submits texts with a large payload while there is room; how many. */
function submitLarge(from: number): number {
  let at = from;
  while (tested.session.room > 0) tested.submit(at++, 60_000);
  return at - from;
}

/** Submits until the socket takes no more. */
async function block(): Promise<number> {
  let count = 0;
  for (let idle = 0; idle < 20; idle++) {
    const sent = submitLarge(count);
    if (sent > 0) idle = 0;
    count += sent;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return count;
}

test('a peer that asks and never reads is not read either: what waits for it stays small', async () => {
  await flood(await beginDeaf());
  expect(tested.session.isBound).toBe(true);
}, 60_000);

test('once it reads, every question that it asked is answered', async () => {
  const socket = await beginDeaf();
  const asked = await flood(socket);
  socket.resume();
  const isAnswer = ({ id }: { id: number }): boolean => id === commandId.enquireLink + commandId.response;
  await until(() => smsc.seen.filter(isAnswer).length === asked, 30_000);
  expect(tested.socket.writableLength).toBe(0);
  expect(tested.session.room).toBe(2_000);
}, 60_000);

test('one that goes on not to read is gone after the interval and the timeout; what is in flight is told', async () => {
  const socket = await beginDeaf();
  tested.submit(1);
  await flood(socket);
  tested.clock.advance(39_000);
  expect(tested.session.isBound).toBe(true);
  tested.clock.advance(2_000);
  expect(tested.closed.map(({ problem }) => problem?.message)).toEqual([
    expect.stringContaining('the connection went silent'),
  ]);
  expect([...tested.lost]).toEqual([[1, true]]);
}, 60_000);

test('one that never reads what it was sent is gone as well, however much it says itself', async () => {
  const socket = await beginDeaf();
  const count = await block();
  for (let seconds = 0; seconds < 45 && tested.closed.length === 0; seconds++) {
    socket.write(enquire);
    await new Promise((resolve) => setTimeout(resolve, 5));
    tested.clock.advance(1_000);
  }
  expect(tested.closed).toHaveLength(1);
  expect(tested.lost.size).toBe(count);
});

test('one that takes its time but answers stays', async () => {
  const socket = await beginDeaf();
  const count = await block();
  for (let seconds = 0; seconds < 50; seconds++) {
    const answer = rawPdu(commandId.submit + commandId.response, 0, seconds + 2, Buffer.from('1\0'));
    if (seconds < count) socket.write(answer);
    await until(() => tested.answers.size === Math.min(count, seconds + 1));
    tested.clock.advance(1_000);
  }
  expect(tested.closed).toEqual([]);
});

test('texts stop while the socket is blocked, and go on once it is not', async () => {
  const socket = await beginDeaf();
  const count = await block();
  expect(count).toBeLessThan(2_000);
  expect(tested.session.room).toBe(0);
  expect(tested.socket.writableLength).toBeLessThan(2 * megabyte);
  const { settled } = tested;
  socket.resume();
  await until(() => tested.answers.size === count, 30_000);
  expect(tested.settled).toBeGreaterThan(settled);
  expect(tested.session.room).toBe(2_000);
  tested.submit(count);
  await until(() => tested.answers.size === count + 1);
}, 60_000);

test('closing ends in time though nothing can be written; what is in flight is told', async () => {
  await beginDeaf();
  const count = await block();
  let isClosed = false;
  const closing = tested.session.close(1_000).then(() => (isClosed = true));
  tested.clock.advance(2_900);
  await new Promise((resolve) => setImmediate(resolve));
  expect(isClosed).toBe(false);
  tested.clock.advance(200);
  await closing;
  expect(tested.lost.size).toBe(count);
});

test('all texts of a tick leave in one write', async () => {
  smsc = await startScriptedSmsc();
  tested = openSession(bindSettingsFor(smsc.port, { window: 200 }));
  await tested.bound();
  const write = jest.spyOn(tested.socket, 'write');
  for (let at = 0; at < 200; at++) tested.submit(at);
  await until(() => tested.answers.size === 200);
  expect(write).toHaveBeenCalledTimes(1);
});

test('small writes do not wait for each other (TCP_NODELAY), with and without TLS', async () => {
  const connect = jest.spyOn(net, 'connect');
  smsc = await startScriptedSmsc();
  tested = openSession(bindSettingsFor(smsc.port));
  await tested.bound();
  expect(connect).toHaveBeenCalledWith(expect.objectContaining({ noDelay: true }), expect.any(Function));
  const setNoDelay = jest.spyOn(Socket.prototype, 'setNoDelay');
  const tls = { ca: createTestAuthority().cert };
  const secured = openSession(bindSettingsFor(smsc.port, { tls }));
  await secured.session.close(0);
  expect(setNoDelay).toHaveBeenCalledWith(true);
});
