import { createSecretKey } from 'node:crypto';
import type { AnswerKind, AnswerOccasion } from '../../../engine/src/compliance/answers/answer';
import { handleReply } from '../../../engine/src/compliance/handleReply';
import { readLedgerBody } from '../../../engine/src/compliance/ledger';
import { createOptInCodes } from '../../../engine/src/compliance/optInCode';
import { createOptIns, type AskInput } from '../../../engine/src/compliance/optIns';
import { createMemoryStore, testPorts } from '../../support/compliance/memoryStore';

const phone = '+447700900123';
const hourMs = 3_600_000;
const signUp: AskInput = {
  phone,
  confirmBy: 'code',
  purpose: 'marketing',
  wording: 'I agree to offers by SMS.',
  method: 'form',
  source: 'https://shop.example/newsletter',
};

function build() {
  const store = createMemoryStore();
  const ports = testPorts();
  const occasions: AnswerOccasion[] = [];
  const all = {
    ...ports,
    codes: createOptInCodes(6, { key: createSecretKey(Buffer.alloc(32, 9)), random: ports.random }),
    limits: { tries: 5, expiryMs: 24 * hourMs, resends: 3, pauseMs: 60_000 },
    answers: new Set<AnswerKind>(['optInDone', 'stop']),
    writeAnswer: (_store: unknown, occasion: AnswerOccasion) => {
      occasions.push(occasion);
      return Promise.resolve({
        text: `code ${occasion.variables?.['code'] ?? ''}`,
        encoding: 'gsm7',
        segments: 1,
      } as const);
    },
    appended: () => undefined,
  };
  const optIns = createOptIns(store, all);
  const later = (ms: number) => ports.clock.setMs(ports.clock.nowMs() + ms);
  const ask = async (change: Partial<AskInput> = {}) => {
    const [result] = await optIns.ask([{ ...signUp, ...change }], 'r');
    if (result?.ok !== true) throw result?.error ?? new Error('no result');
    return result.value;
  };
  const confirm = async (code: string, of = phone) => {
    const [result] = await optIns.confirm([{ phone: of, code }]);
    if (result?.ok !== true) throw new Error('no result');
    return result.value;
  };
  const lastCode = () => occasions.findLast(({ kind }) => kind === 'optInCode')?.variables?.['code'] ?? '';
  const wrongCode = () => String((Number(lastCode()) + 1) % 1_000_000).padStart(6, '0');
  const reply = async (text: string) => {
    later(1_000);
    const message = {
      ...{ id: ports.ids.next(), route: 'r', from: phone, numberKey: ports.numberKey(phone), to: '60500', text },
      receivedAtMs: ports.clock.nowMs(),
      deduplicationKey: ports.ids.next(),
    };
    await store.appendInbound([message]);
    await handleReply(store, message, all);
  };
  const state = async () => {
    const contact = (await store.readContactsByNumber([phone])).get(phone);
    return (await store.readConsentStates([contact?.id ?? ''], 'marketing')).get(contact?.id ?? '')?.state;
  };
  const proofs = () => store.ledger.map((entry) => ({ act: entry.act, id: entry.id, ...readLedgerBody(entry)?.proof }));
  return { store, ports, optIns, ask, confirm, later, lastCode, wrongCode, reply, state, proofs, occasions };
}

describe('double opt-in by code', () => {
  it('texts a code, and only the code makes the consent', async () => {
    const { store, ask, confirm, lastCode, wrongCode, state, proofs } = build();
    const asked = await ask();
    expect(asked).toMatchObject({ asked: true, reason: null, entryId: store.ledger[0]?.id });
    expect(store.messages).toMatchObject([
      { id: asked.messageId, number: phone, purpose: 'service', text: `code ${lastCode()}`, route: 'r' },
    ]);
    expect(lastCode()).toMatch(/^\d{6}$/);
    expect(await state()).toBe('pending');
    expect(await confirm(wrongCode())).toMatchObject({ confirmed: false, entryId: null });
    expect(await confirm(` ${lastCode().slice(0, 3)} ${lastCode().slice(3)}`)).toMatchObject({
      confirmed: true,
      contactId: asked.contactId,
      entryId: store.ledger[1]?.id,
    });
    expect(await state()).toBe('granted');
    const { wording, method, source } = signUp;
    expect(proofs()).toMatchObject([
      { act: 'request', wording, method, source },
      { act: 'confirm', wording, method, source, requestId: asked.entryId },
    ]);
  });

  it('keeps no code in clear once it is used', async () => {
    const { store, ask, confirm, lastCode } = build();
    await ask();
    await confirm(lastCode());
    expect(JSON.stringify([store.messages, store.ledger])).not.toContain(lastCode());
    expect(store.messages).toMatchObject([{ text: null }]);
  });

  it('gives one answer for a wrong, an old and a used code, and for a number that was never asked', async () => {
    const { ask, confirm, later, lastCode, wrongCode } = build();
    const unknown = await confirm('123456', '+447700900199');
    await ask();
    expect(await confirm(wrongCode())).toEqual(unknown);
    expect(await confirm('')).toEqual(unknown);
    await confirm(lastCode());
    expect(await confirm(lastCode())).toEqual(unknown);
    const again = build();
    await again.ask();
    again.later(24 * hourMs);
    expect(await again.confirm(again.lastCode())).toEqual(unknown);
    later(0);
  });

  it('ends a request after five wrong codes', async () => {
    const { ask, confirm, lastCode, wrongCode, state } = build();
    await ask();
    for (let n = 0; n < 5; n += 1) await confirm(wrongCode());
    expect(await confirm(lastCode())).toMatchObject({ confirmed: false });
    expect(await state()).toBe('pending');
  });

  it('lets nobody guess on by asking again: twice as many tries a day', async () => {
    const { ask, confirm, later, lastCode, wrongCode } = build();
    for (let request = 0; request < 2; request += 1) {
      await ask();
      for (let n = 0; n < 5; n += 1) await confirm(wrongCode());
      later(61_000);
    }
    await ask();
    expect(await confirm(lastCode())).toMatchObject({ confirmed: false });
  });

  it('asks again after a pause, four times a day; only the newest code counts', async () => {
    const { ask, confirm, later, lastCode } = build();
    await ask();
    const first = lastCode();
    expect(await ask()).toMatchObject({ asked: false, reason: 'too_soon' });
    for (let n = 0; n < 3; n += 1) {
      later(61_000);
      expect(await ask()).toMatchObject({ asked: true });
    }
    later(61_000);
    expect(await ask()).toMatchObject({ asked: false, reason: 'too_many' });
    expect(await confirm(first)).toMatchObject({ confirmed: false });
    expect(await confirm(lastCode())).toMatchObject({ confirmed: true });
    later(25 * hourMs);
    expect(await ask()).toMatchObject({ asked: false, reason: 'agreed_already' });
  });

  it.each([
    ['all', 'stop', false],
    ['all', 'import', false],
    ['marketing', 'complaint', false],
    ['marketing', 'stop', true],
    ['marketing', 'erased', true],
  ] as const)('a number blocked for %s as %s: asked %s', async (scope, reason, asked) => {
    const { store, ports, ask, confirm, later, lastCode } = build();
    await store.writeSuppressions([{ numberKey: ports.numberKey(phone), scope, reason, sinceMs: 5 }]);
    expect(await ask()).toMatchObject({ asked });
    expect(store.messages).toHaveLength(asked ? 1 : 0);
    later(1_000);
    if (asked) {
      expect(store.suppressions).toHaveLength(1);
      await confirm(lastCode());
      expect(store.suppressions).toEqual([]);
    }
  });

  it('asks nobody without the proof of a sign-up, nor from an import', async () => {
    const { ask, store } = build();
    await expect(ask({ wording: undefined })).rejects.toMatchObject({ code: 'consent_proof_missing' });
    await expect(ask({ method: 'import' })).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(ask({ phone: 'nobody' })).rejects.toMatchObject({ code: 'invalid_number' });
    expect([store.ledger, store.messages]).toEqual([[], []]);
  });

  it('takes the code by reply too', async () => {
    const { ask, reply, lastCode, wrongCode, state, proofs, occasions } = build();
    await ask();
    await reply(wrongCode());
    expect(await state()).toBe('pending');
    await reply(`${lastCode()}.`);
    expect(await state()).toBe('granted');
    expect(proofs().at(-1)).toMatchObject({ act: 'confirm', method: 'sms', source: 'reply to 60500' });
    expect(occasions.at(-1)).toMatchObject({ kind: 'optInDone' });
  });
});

describe('double opt-in by reply', () => {
  it.each(['TAK', 'tak!', 'Yes please', 'JA', 'oui', 'Sì', 'si', 'Ano', 'áno', 'так', 'START'])(
    'is confirmed by %j',
    async (text) => {
      const { ask, reply, state, proofs, occasions } = build();
      const asked = await ask({ confirmBy: 'reply' });
      await reply(text);
      expect(await state()).toBe('granted');
      expect(proofs().at(-1)).toMatchObject({ act: 'confirm', method: 'sms', requestId: asked.entryId });
      expect(occasions.map(({ kind }) => kind)).toEqual(['optInReply', 'optInDone']);
    },
  );

  it('is not confirmed when nobody asked, or too late', async () => {
    const { ask, reply, later, state } = build();
    await reply('TAK');
    await ask({ confirmBy: 'reply' });
    later(24 * hourMs);
    await reply('TAK');
    expect(await state()).toBe('pending');
  });

  it.each(['nie', 'No.', 'NEIN', 'non', 'ні'])('is refused by %j', async (text) => {
    const { ask, reply, state, proofs } = build();
    const asked = await ask({ confirmBy: 'reply' });
    await reply(text);
    expect(await state()).toBe('refused');
    expect(proofs().at(-1)).toMatchObject({ act: 'refuse', requestId: asked.entryId });
    await reply('TAK');
    expect(await state()).toBe('refused');
  });

  it('ends with STOP', async () => {
    const { ask, reply, state, store } = build();
    await ask({ confirmBy: 'reply' });
    await reply('STOP');
    await reply('TAK');
    expect(await state()).toBe('withdrawn');
    expect(store.suppressions).toMatchObject([{ reason: 'stop' }]);
  });

  it('is not confirmed by what only contains such a word', async () => {
    const { ask, reply, state } = build();
    await ask({ confirmBy: 'reply' });
    await reply('Tak sobie myślę, kiedy będzie paczka?');
    expect(await state()).toBe('pending');
  });
});
