import { createSecretKey } from 'node:crypto';
import type { AnswerKind, AnswerOccasion } from '../../../engine/src/compliance/answers/answer';
import { maxAnswersADay } from '../../../engine/src/compliance/answers/sendAnswer';
import { createConsents } from '../../../engine/src/compliance/consents';
import { handleReply } from '../../../engine/src/compliance/handleReply';
import { readLedgerBody } from '../../../engine/src/compliance/ledger';
import { createFlaggedReplies } from '../../../engine/src/compliance/flaggedReplies';
import { createOptInCodes } from '../../../engine/src/compliance/optInCode';
import { createMemoryStore, testPorts } from '../../support/compliance/memoryStore';

const number = '+447700900123';
const optInPorts = {
  codes: createOptInCodes(6, { key: createSecretKey(Buffer.alloc(32, 9)), random: testPorts().random }),
  limits: { tries: 5, expiryMs: 86_400_000 },
};

async function build() {
  const store = createMemoryStore();
  const occasions: AnswerOccasion[] = [];
  const answers = new Set<AnswerKind>(['stop', 'stopAll', 'start', 'startWithoutConsent', 'help']);
  const ports = {
    ...testPorts(),
    ...optInPorts,
    answers,
    writeAnswer: (_store: unknown, occasion: AnswerOccasion) => {
      occasions.push(occasion);
      return Promise.resolve({ text: `answer ${occasion.kind}`, encoding: 'gsm7', segments: 1 } as const);
    },
  };
  const consents = createConsents(store, ports);
  const [granted] = await consents.record([
    { phone: number, act: 'grant', purpose: 'marketing', wording: 'I agree.', method: 'form', source: 'shop' },
  ]);
  if (granted?.ok !== true) throw new Error('no grant');
  ports.clock.setMs(ports.clock.nowMs() + 60_000);
  const reply = async (text: string, from = number) => {
    ports.clock.setMs(ports.clock.nowMs() + 1_000);
    const message = {
      id: ports.ids.next(),
      route: 'r',
      from,
      numberKey: ports.numberKey(from),
      to: '60500',
      text,
      receivedAtMs: ports.clock.nowMs(),
      deduplicationKey: ports.ids.next(),
    };
    await store.appendInbound([message]);
    await store.transaction((repositories) => handleReply(repositories, message, ports));
    return message;
  };
  const stateOf = async () =>
    (await store.readConsentStates([granted.value.contactId], 'marketing')).values().next().value;
  const grant = (method: 'form' | 'import') =>
    consents.record([
      { phone: number, act: 'grant', purpose: 'marketing', wording: 'I agree.', method, source: 'shop' },
    ]);
  const kinds = () => occasions.map(({ kind }) => kind);
  return { store, ports, reply, stateOf, grant, kinds, occasions, answers, contactId: granted.value.contactId };
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
        state: null,
      },
    ]);
    expect(store.handled.get(message.id)).toBe('stop');
  });

  it('leaves the same when a message is handled twice', async () => {
    const { store, reply, ports } = await build();
    const message = await reply('STOP');
    const before = JSON.stringify([store.ledger, store.events, store.suppressions, store.messages]);
    await handleReply(store, message, ports);
    expect(JSON.stringify([store.ledger, store.events, store.suppressions, store.messages])).toBe(before);
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

describe('the answer to a reply', () => {
  it('confirms a STOP once, by the route and from the number that it came to', async () => {
    const { store, reply, kinds, contactId } = await build();
    const message = await reply('STOP');
    await reply('stop!!');
    expect(kinds()).toEqual(['stop']);
    expect(store.messages).toMatchObject([
      {
        ...{ route: 'r', number, sender: '60500', purpose: 'service', state: 'queued', text: 'answer stop', contactId },
        deduplicationKey: `answer:${message.id}`,
      },
    ]);
  });

  it('confirms again what was withdrawn after a fresh consent', async () => {
    const { reply, grant, kinds, stateOf } = await build();
    await reply('STOP');
    await grant('form');
    expect(await stateOf()).toMatchObject({ state: 'granted' });
    await reply('STOP');
    expect(kinds()).toEqual(['stop', 'stop']);
  });

  it('confirms a STOP to all texts, also after one to offers', async () => {
    const { store, reply, kinds, contactId, ports } = await build();
    await reply('STOP');
    await reply('STOPALL');
    await reply('STOPALL');
    expect(kinds()).toEqual(['stop', 'stopAll']);
    const numberKey = ports.numberKey(number);
    expect((await store.readSuppressions([numberKey])).get(numberKey)).toMatchObject({ scope: 'all', reason: 'stop' });
    expect((await store.readConsentStates([contactId], 'service')).get(contactId)).toMatchObject({
      state: 'withdrawn',
    });
  });

  it.each(['erased', 'complaint'] as const)('does not confirm to a number that is blocked as %s', async (reason) => {
    const { store, reply, kinds, ports } = await build();
    await store.writeSuppressions([{ numberKey: ports.numberKey(number), scope: 'marketing', reason, sinceMs: 5 }]);
    await reply('STOP');
    await reply('STOPALL');
    expect(kinds()).toEqual([]);
  });

  it.each(['60500', 'MyBank', '', '+12'])('answers no machine (%j)', async (from) => {
    const { reply, kinds, store } = await build();
    await reply('STOP', from);
    expect(kinds()).toEqual([]);
    expect(store.suppressions).toHaveLength(1);
  });

  it('answers one number only so often in a day', async () => {
    const { reply, kinds, ports } = await build();
    for (let n = 0; n < maxAnswersADay + 3; n += 1) await reply('HELP');
    expect(kinds()).toHaveLength(maxAnswersADay);
    await reply('HELP', '+447700900124');
    ports.clock.setMs(ports.clock.nowMs() + 86_400_000);
    await reply('HELP');
    expect(kinds()).toHaveLength(maxAnswersADay + 2);
  });

  it('is not sent where the user switched it off', async () => {
    const { reply, answers, kinds, store } = await build();
    answers.clear();
    for (const text of ['HELP', 'STOP', 'START']) await reply(text);
    expect(kinds()).toEqual([]);
    expect(store.suppressions).toMatchObject([{ reason: 'stop' }]);
  });

  it.each([
    ['the contact’s', 'cs', 'Proszę mnie wypisać', number, 'cs'],
    ['that of the words', null, 'Proszę mnie wypisać', number, 'pl'],
    ['that of the country', null, 'STOP', '+48601234567', 'pl'],
    ['English elsewhere', null, 'STOP', number, 'en'],
  ] as const)('is in the person’s language: %s', async (_how, language, text, from, expected) => {
    const { store, reply, occasions, ports } = await build();
    if (language !== null) {
      await store.upsertContacts([{ id: 'x', number, numberKey: ports.numberKey(number), language }], 1);
    }
    await reply(text, from);
    expect(occasions).toMatchObject([{ locale: expected }]);
  });
});

describe('START', () => {
  it('is told to those with a consent in force, and re-opens nothing for the others', async () => {
    const { reply, kinds, store } = await build();
    await reply('START');
    await reply('STOP');
    await reply('START');
    await reply('start', '+447700900199');
    expect(kinds()).toEqual(['start', 'stop', 'startWithoutConsent', 'startWithoutConsent']);
    expect(store.suppressions).toMatchObject([{ reason: 'stop', scope: 'marketing' }]);
  });

  it('lets service texts through again after STOPALL, not offers', async () => {
    const { store, reply, kinds, contactId, stateOf } = await build();
    await reply('STOPALL');
    await reply('START');
    expect(kinds()).toEqual(['stopAll', 'startWithoutConsent']);
    expect(store.suppressions).toMatchObject([{ reason: 'stop', scope: 'marketing' }]);
    expect((await store.readConsentStates([contactId], 'service')).get(contactId)).toMatchObject({ state: 'granted' });
    expect(await stateOf()).toMatchObject({ state: 'withdrawn' });
  });

  it.each(['erased', 'complaint'] as const)('does not re-open a number that is blocked as %s', async (reason) => {
    const { store, reply, ports, kinds } = await build();
    const numberKey = ports.numberKey(number);
    await store.writeSuppressions([{ numberKey, scope: 'marketing', reason, sinceMs: 5 }]);
    await reply('START');
    expect(store.suppressions).toMatchObject([{ reason }]);
    expect(kinds()).toEqual(['startWithoutConsent']);
    await store.writeSuppressions([{ numberKey, scope: 'all', reason, sinceMs: 5 }]);
    await reply('START');
    expect(kinds()).toHaveLength(1);
  });

  it('clears up the person’s own unclear reply', async () => {
    const { store, reply, kinds } = await build();
    await reply('skąd macie mój numer?');
    expect(store.suppressions).toMatchObject([{ reason: 'unclear_reply' }]);
    await reply('START');
    expect(store.suppressions).toEqual([]);
    expect(kinds()).toEqual(['start']);
  });
});

describe('unclear replies', () => {
  const unclear = 'skąd macie mój numer?';
  const flagged = async () => {
    const built = await build();
    const routes: string[] = [];
    const replies = createFlaggedReplies(built.store, { ...built.ports, answered: (route) => routes.push(route) });
    return { ...built, replies, routes };
  };

  it('are listed until a person settles them', async () => {
    const { reply, replies } = await flagged();
    const message = await reply(unclear);
    await reply('Thanks');
    expect(await replies.list(10)).toEqual([
      { id: message.id, at: new Date(message.receivedAtMs).toISOString(), phone: number, text: unclear, to: '60500' },
    ]);
    await replies.settle(message.id, 'reply');
    expect(await replies.list(10)).toEqual([]);
    await expect(replies.settle(message.id, 'stop')).rejects.toMatchObject({ code: 'reply_unknown' });
    await expect(replies.settle('nothing', 'stop')).rejects.toMatchObject({ code: 'reply_unknown' });
  });

  it('let marketing go on when none of a number’s is left', async () => {
    const { reply, replies, store, stateOf } = await flagged();
    const [first, second] = [await reply(unclear), await reply('Zły numer')];
    await replies.settle(first.id, 'reply');
    expect(store.suppressions).toMatchObject([{ reason: 'unclear_reply' }]);
    await replies.settle(second.id, 'reply');
    expect(store.suppressions).toEqual([]);
    expect(await stateOf()).toMatchObject({ state: 'granted' });
  });

  it('become a STOP with its confirmation', async () => {
    const { reply, replies, store, stateOf, kinds, routes } = await flagged();
    const message = await reply(unclear);
    await replies.settle(message.id, 'stop');
    expect(store.suppressions).toMatchObject([{ reason: 'stop', sinceMs: message.receivedAtMs }]);
    expect(await stateOf()).toMatchObject({ state: 'withdrawn' });
    expect([kinds(), routes]).toEqual([['stop'], ['r']]);
  });
});
