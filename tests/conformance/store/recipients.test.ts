import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createErasure } from '../../../engine/src/compliance/erasure';
import { createRecipients, type RecipientInput } from '../../../engine/src/compliance/recipients/recipients';
import { tellRecipients } from '../../../engine/src/compliance/recipients/tellRecipients';
import { createContacts } from '../../../engine/src/contacts/contacts';
import type { Store } from '../../../engine/src/store/store';
import { createRecipientSender } from '../../../engine/src/transports/http/recipientSender';
import { testPorts, type TestPorts } from '../../support/compliance/memoryStore';
import { createTestAuthority } from '../../support/testCertificates';
import { nextId } from './fixtures';
import { stores, type StoreUnderTest } from './stores';

const ann = '+447700900001';
const authority = createTestAuthority();

interface Received {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** A recipient's own server: real HTTPS on this machine, which answers as it is told. */
async function startServer() {
  const received: Received[] = [];
  const answers: number[] = [];
  const server: Server = createServer(authority.issue('localhost'), (request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      received.push({ headers: request.headers, body });
      response.writeHead(answers.shift() ?? 204, { location: '/elsewhere' }).end();
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, 'localhost', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    received,
    answers,
    url: `https://localhost:${port}/erasures`,
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}

describe.each(stores)('recipients over %s', (_kind, make) => {
  let data: StoreUnderTest;
  let store: Store;
  let ports: TestPorts;
  let server: Awaited<ReturnType<typeof startServer>>;
  const sender = createRecipientSender({ timeoutMs: 5_000, ca: authority.cert });

  beforeEach(async () => {
    data = await make();
    store = await data.open();
    ports = { ...testPorts('GB'), ids: { next: nextId } };
    server = await startServer();
    const attributes = { crmId: 'C-1042' };
    await createContacts(store, ports).upsert([{ phone: ann, groups: [], attributes }]);
  });
  afterEach(async () => {
    await server.stop();
    await data.remove();
  });

  const add = (change: Partial<RecipientInput> = {}) =>
    createRecipients(store, ports).add({
      ...{ name: 'CRM', url: server.url, categories: [], referenceAttribute: 'crmId', allowPrivate: true },
      ...change,
    });
  const erase = async () => {
    const [result] = await createErasure(store, ports).erase([{ by: 'phone', value: ann, documents: 'json' }]);
    if (result?.ok !== true) throw result?.error ?? new Error('no result');
    return result.value;
  };
  const tell = () => tellRecipients(store, { ...ports, sender });
  const pass = (minutes: number) => ports.clock.setMs(ports.clock.nowMs() + minutes * 60_000);
  const log = async () =>
    (await store.readNotices(10)).map(({ state, attempts, lastAnswer }) => [state, attempts, lastAnswer]);

  test('a recipient is told once, signed, by its own reference and no more', async () => {
    const { secret } = await add();
    const { erasureId, recipients, files } = await erase();
    expect(recipients).toEqual(['CRM']);
    expect(JSON.parse(files.json?.content.toString() ?? '')).toMatchObject({ recipients: ['CRM'] });
    expect(await tell()).toBe(1);
    expect(await tell()).toBe(0);
    const [{ headers, body }] = server.received as [Received];
    expect(JSON.parse(body)).toEqual({
      type: 'subject.erased',
      timestamp: expect.any(String),
      data: { erasureId, reference: 'C-1042' },
    });
    const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
    const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
    expect(headers['webhook-signature']).toBe(`v1,${createHmac('sha256', key).update(signed).digest('base64')}`);
    expect(await log()).toEqual([['acknowledged', 1, '204']]);
  });

  test('what is to be sent is not readable in the store, and gone once it was taken', async () => {
    await add({ referenceAttribute: null });
    await erase();
    const [waiting] = await store.claimNotices(1, 0, ports.clock.nowMs());
    expect(waiting?.sealed).toEqual(expect.any(String));
    expect(Buffer.from(waiting?.sealed ?? '', 'base64').toString('latin1')).not.toContain(ann.slice(1));
    await tell();
    expect(JSON.parse(server.received[0]?.body ?? '')).toMatchObject({ data: { number: ann } });
    expect(await store.claimNotices(10, 0, ports.clock.nowMs() + 1e9)).toEqual([]);
    expect(JSON.stringify(await store.readNotices(10))).not.toMatch(/7700900001|sealed/);
  });

  test('one who does not answer is told again, later and later, also by another process', async () => {
    await add();
    await erase();
    server.answers.push(500, 302, 503);
    await tell();
    expect(await log()).toEqual([['waiting', 1, '500']]);
    expect(await tell()).toBe(0);
    store = await data.open();
    for (const minutes of [2, 3, 5]) {
      pass(minutes);
      await tell();
    }
    expect(await log()).toEqual([['acknowledged', 4, '204']]);
    expect(new Set(server.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  });

  test('a lost connection is tried again; a month is the end; 410 is the end at once', async () => {
    await add({ url: 'https://localhost:1/' });
    await add({ name: 'Shop' });
    await erase();
    server.answers.push(410);
    await tell();
    expect(new Set((await log()).map(([state, , answer]) => `${String(state)} ${String(answer)}`))).toEqual(
      new Set(['waiting ECONNREFUSED', 'refused 410']),
    );
    pass(31 * 24 * 60);
    await tell();
    expect((await log()).map(([state]) => state).sort()).toEqual(['expired', 'refused']);
  });

  test('two processes at once tell once', async () => {
    await add();
    await erase();
    const other = await data.open();
    await Promise.all([tell(), tellRecipients(other, { ...ports, sender })]);
    expect(server.received).toHaveLength(1);
  });

  test('who never had the person is told nothing', async () => {
    await add({ referenceAttribute: 'loyaltyId' });
    expect((await erase()).recipients).toEqual([]);
    await add({ name: 'By number', referenceAttribute: null });
    expect((await erase()).recipients).toEqual([]);
    expect(await tell()).toBe(0);
  });

  test('a private address is refused unless it is allowed', async () => {
    await add({ allowPrivate: false });
    await erase();
    await tell();
    expect([server.received, await log()]).toEqual([[], [['waiting', 1, 'private_address']]]);
  });

  test('the list: names are unique, bad input is refused', async () => {
    await add();
    const refused = { code: 'invalid_input' };
    await expect(add()).rejects.toMatchObject({ code: 'recipient_exists' });
    await expect(add({ name: ' ' })).rejects.toMatchObject(refused);
    await expect(add({ name: 'B', url: 'http://b.example/' })).rejects.toMatchObject(refused);
    await expect(add({ name: 'B', url: 'https://user:pw@b.example/' })).rejects.toMatchObject(refused);
    await expect(add({ name: 'B', categories: ['gossip'] })).rejects.toMatchObject(refused);
    const recipients = createRecipients(store, ports);
    await recipients.remove('CRM');
    await expect(recipients.remove('CRM')).rejects.toMatchObject({ code: 'recipient_unknown' });
    expect(await recipients.list()).toEqual([]);
    await add();
  });
});
