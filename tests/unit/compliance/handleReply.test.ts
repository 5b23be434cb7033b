import { createConsents } from '../../../engine/src/compliance/consents';
import { handleReply } from '../../../engine/src/compliance/handleReply';
import { readLedgerBody } from '../../../engine/src/compliance/ledger';
import { createMemoryStore, testPorts } from '../../support/compliance/memoryStore';

const number = '+447700900123';

async function build() {
  const store = createMemoryStore();
  const ports = testPorts();
  const consents = createConsents(store, ports);
  const [granted] = await consents.record([
    { phone: number, act: 'grant', purpose: 'marketing', wording: 'I agree.', method: 'form', source: 'shop' },
  ]);
  if (granted?.ok !== true) throw new Error('no grant');
  ports.clock.setMs(ports.clock.nowMs() + 60_000);
  const reply = async (text: string, from = number) => {
    const message = {
      id: ports.ids.next(),
      route: 'r',
      from,
      numberKey: ports.numberKey(from),
      to: '60500',
      text,
      receivedAtMs: ports.clock.nowMs(),
      deduplicationKey: text,
    };
    await store.appendInbound([message]);
    await store.transaction((repositories) => handleReply(repositories, message, ports));
    return message;
  };
  const stateOf = async () =>
    (await store.readConsentStates([granted.value.contactId], 'marketing')).values().next().value;
  return { store, ports, reply, stateOf, contactId: granted.value.contactId };
}

describe('handleReply', () => {
  it('suppresses and withdraws on STOP, tells of it, and marks the message', async () => {
    const { store, reply, stateOf, contactId, ports } = await build();
    const message = await reply('Stop!');
    expect(store.suppressions).toEqual([
      { numberKey: ports.numberKey(number), scope: 'marketing', reason: 'stop', sinceMs: message.receivedAtMs },
    ]);
    expect(await stateOf()).toMatchObject({ state: 'withdrawn', sinceMs: message.receivedAtMs });
    const entry = store.ledger.at(-1);
    expect(entry).toMatchObject({ act: 'withdraw', contactId });
    expect(entry && readLedgerBody(entry)?.proof).toMatchObject({ wording: 'Stop!', method: 'sms' });
    expect(store.events).toEqual([
      {
        id: message.id,
        kind: 'reply_stop',
        atMs: message.receivedAtMs,
        contactId,
        messageId: null,
        inboundId: message.id,
      },
    ]);
    expect(store.handled.get(message.id)).toBe('stop');
  });

  it('leaves the same when a message is handled twice', async () => {
    const { store, reply, ports } = await build();
    const message = await reply('STOP');
    const before = JSON.stringify([store.ledger, store.events, store.suppressions]);
    await handleReply(store, message, ports);
    expect(JSON.stringify([store.ledger, store.events, store.suppressions])).toBe(before);
  });

  it('suppresses a number that is no contact', async () => {
    const { store, reply, ports } = await build();
    await reply('stop', '+447700900199');
    expect(store.suppressions).toMatchObject([{ numberKey: ports.numberKey('+447700900199'), reason: 'stop' }]);
    expect(store.ledger).toHaveLength(1);
    expect(store.events).toMatchObject([{ kind: 'reply_stop', contactId: null }]);
  });

  it('keeps the weightier reason', async () => {
    const { store, reply, ports } = await build();
    await store.writeSuppressions([
      { numberKey: ports.numberKey(number), scope: 'marketing', reason: 'erased', sinceMs: 5 },
    ]);
    const message = await reply('STOP');
    expect(store.suppressions).toMatchObject([{ reason: 'erased', sinceMs: message.receivedAtMs }]);
  });

  it.each([
    ['START', 'reply_start', 'start'],
    ['HELP', 'reply_help', 'help'],
    ['Thanks, see you on Friday', 'reply_other', 'reply'],
  ])('only tells of %j', async (text, kind, replyClass) => {
    const { store, reply, stateOf } = await build();
    const message = await reply(text);
    expect(store.events).toMatchObject([{ kind }]);
    expect(store.handled.get(message.id)).toBe(replyClass);
    expect(store.suppressions).toEqual([]);
    expect(await stateOf()).toMatchObject({ state: 'granted' });
  });

  it('does not re-open a number on START', async () => {
    const { store, reply, stateOf } = await build();
    await reply('STOP');
    await reply('START');
    expect(store.suppressions).toMatchObject([{ reason: 'stop' }]);
    expect(await stateOf()).toMatchObject({ state: 'withdrawn' });
  });
});
