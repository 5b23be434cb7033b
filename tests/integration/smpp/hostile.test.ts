import { createServer, type AddressInfo, type Socket } from 'node:net';
import { rawPdu } from '../../../engine/src/transports/simulator/bytes';
import { createDice, mutatedFrame } from '../../conformance/smpp/mutation';
import { openRoute } from '../../support/smppRoute';

const rounds = 60;

test('a server that sends broken frames all day neither stops the route nor makes it throw', async () => {
  const dice = createDice(5);
  const sockets: Socket[] = [];
  let connections = 0;
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    socket.resume();
    connections++;
    if (dice(3) > 0) socket.write(rawPdu(0x80000009, 0, 1, Buffer.from('x\0')));
    for (let frames = 0; frames < 40; frames++) socket.write(mutatedFrame(dice));
    if (dice(2) === 0) socket.end();
    else setTimeout(() => socket.destroy(), dice(20));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const route = openRoute({ port, reconnectFirstMs: 1, reconnectLongestMs: 1, reconnectMendingMs: 1 });
  let settled = 0;
  let asked = 0;
  const nag = setInterval(() => {
    asked++;
    void route.send({ number: '+447700900001' }).then(() => settled++);
  }, 2);
  await route.until(() => connections >= rounds, 30_000);
  clearInterval(nag);
  await route.transport.close(100);
  await new Promise((resolve) => setImmediate(resolve));
  expect(settled).toBe(asked);
  for (const socket of sockets) socket.destroy();
  await new Promise((resolve) => server.close(resolve));
});
