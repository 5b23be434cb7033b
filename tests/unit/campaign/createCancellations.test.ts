import { createCancellations } from '../../../engine/src/campaign/createCancellations';
import type { CampaignCounts, MessageRow, MessageState } from '../../../engine/src/delivery/message';
import { operations } from '../../../engine/src/operations/index';
import { runOperation } from '../../../engine/src/operations/runOperation';
import type { Services } from '../../../engine/src/operations/services';
import { createSignal } from '../../../engine/src/shared/signal';
import { createManualClock } from '../../support/manualClock';

interface Kept {
  state: MessageState;
  readonly campaign?: string;
  readonly key?: string;
}

/** A store of messages by id, in order, and how it was called; `givesBack`: senders return what they claimed unwritten. */
function storeOf(messages: Record<string, Kept>, givesBack = true) {
  const clock = createManualClock();
  const kept = new Map(Object.entries(messages));
  const steps: number[] = [];
  const takenBack: string[] = [];
  let changes = 0;
  const cancellations = createCancellations({
    clock,
    store: {
      async cancelMessages(ids) {
        steps.push(ids.length);
        const of = (...states: MessageState[]) =>
          ids.filter((id) => states.some((state) => kept.get(id)?.state === state));
        const [cancelled, claimed] = [of('queued', 'held'), of('claimed')];
        for (const id of cancelled) (kept.get(id) as Kept).state = 'cancelled';
        return { cancelled, claimed };
      },
      async readCampaignPage(campaign, afterSequence, limit) {
        const all = [...kept].map(([id, { state, ...rest }], index) => ({ id, sequence: index + 1, state, ...rest }));
        const page = all.filter((each) => each.campaign === campaign && each.sequence > afterSequence).slice(0, limit);
        return page.map(({ id, sequence, state }) => ({ id, sequence, state }));
      },
      async readKeyHolders(keys) {
        return new Map([...kept].flatMap(([id, { key }]) => (keys.includes(key ?? '') ? [[key ?? '', id]] : [])));
      },
      async readMessages(ids) {
        const found = ids.filter((id) => kept.has(id));
        return new Map(found.map((id) => [id, { id, state: kept.get(id)?.state } as MessageRow]));
      },
      async countCampaign(campaign) {
        const byState: Partial<Record<MessageState, number>> = {};
        for (const each of kept.values()) {
          if (each.campaign === campaign) byState[each.state] = (byState[each.state] ?? 0) + 1;
        }
        return { byState } as CampaignCounts;
      },
    },
    async takeBack(ids) {
      takenBack.push(...ids);
      if (givesBack) for (const id of ids) (kept.get(id) as Kept).state = 'cancelled';
    },
    changed: () => (changes += 1),
    watchChanges: () => {
      const signal = createSignal(clock);
      return { signal: { ...signal, wait: async () => clock.advance(200) }, stop: () => undefined };
    },
  });
  const run = (inputs: object[]) =>
    runOperation(operations.cancelSms, { cancellations } as Services, inputs as never, { route: null });
  return { run, steps, takenBack, changes: () => changes };
}

const told = (results: Awaited<ReturnType<ReturnType<typeof storeOf>['run']>>) =>
  results.map((result) => (result.ok ? result.value : `${result.error.code}: ${result.error.message}`));

test('answers each input in its place, however many kinds there are in one call', async () => {
  const { run } = storeOf({
    a: { state: 'held' },
    b: { state: 'delivered', key: 'key:k' },
    c: { state: 'queued', campaign: 'spring' },
    d: { state: 'uncertain', campaign: 'spring' },
    e: { state: 'blocked', campaign: 'spring' },
  });
  const results = await run([
    { by: 'deduplicationKey', deduplicationKey: 'k' },
    { campaign: 'spring' },
    { by: 'messageId', messageId: 'nobody' },
    { by: 'messageId', messageId: 'a' },
    { by: 'campaign', campaign: 'Spring' },
    { by: 'deduplicationKey', deduplicationKey: 'none' },
  ]);
  expect(told(results)).toEqual([
    { cancelled: 0, alreadyLeft: 1, alreadyLeftByState: { delivered: 1 }, messageId: 'b', state: 'delivered' },
    { cancelled: 1, alreadyLeft: 1, alreadyLeftByState: { uncertain: 1 }, messageId: null, state: null },
    'message_unknown: There is no message with this id.',
    { cancelled: 1, alreadyLeft: 0, alreadyLeftByState: {}, messageId: 'a', state: 'cancelled' },
    'campaign_unknown: No text was accepted under this campaign name.',
    { cancelled: 0, alreadyLeft: 0, alreadyLeftByState: {}, messageId: null, state: null },
  ]);
  const outputs = results.map((result) => (result.ok ? operations.cancelSms.outputOf(result.value) : null));
  expect(outputs).toEqual([1, 1, null, 0, null, 0]);
});

test.each([
  [{ by: 'campaign', messageId: 'a' }, 'Campaign'],
  [{ messageId: 'a' }, 'Campaign'],
  [{ by: 'messageId', campaign: 'spring', messageId: ' ' }, 'Message ID'],
  [{ by: 'deduplicationKey', campaign: 'spring' }, 'Deduplication Key'],
])('what it is asked to cancel must be there: %j', async (input, label) => {
  expect(told(await storeOf({}).run([input]))).toEqual([`invalid_input: ${label}: it is missing.`]);
});

test('a text with one key, of test mode and of the campaign: both are cancelled', async () => {
  const { run } = storeOf({ rehearsal: { state: 'held', key: 'test:key:k' }, real: { state: 'held', key: 'key:k' } });
  expect(told(await run([{ by: 'deduplicationKey', deduplicationKey: 'k' }]))).toMatchObject([
    { cancelled: 2, messageId: 'real', state: 'cancelled' },
  ]);
});

test('a campaign is cancelled 500 at a time, and once for all items that name it', async () => {
  const texts = Array.from({ length: 1_201 }, (_, n) => [`m${n}`, { state: 'queued', campaign: 'spring' }] as const);
  const { run, steps, changes } = storeOf(Object.fromEntries(texts));
  const results = told(await run([{ campaign: 'spring' }, { campaign: 'spring' }]));
  expect(results).toMatchObject([{ cancelled: 1_201 }, { cancelled: 1_201 }]);
  expect(steps).toEqual([500, 500, 201]);
  expect(changes()).toBe(3);
});

test('single texts are cancelled 500 at a time', async () => {
  const texts = Array.from({ length: 700 }, (_, n) => [`m${n}`, { state: 'queued' }] as const);
  const { run, steps } = storeOf(Object.fromEntries(texts));
  const results = await run(texts.map(([messageId]) => ({ by: 'messageId', messageId })));
  expect(results.every((result) => result.ok && result.value.cancelled === 1)).toBe(true);
  expect(steps).toEqual([500, 200]);
});

test('what a sender gives back counts as cancelled', async () => {
  const { run, takenBack } = storeOf({
    a: { state: 'claimed', campaign: 'spring' },
    b: { state: 'submitted', campaign: 'spring' },
  });
  expect(told(await run([{ campaign: 'spring' }]))).toMatchObject([
    { cancelled: 1, alreadyLeft: 1, alreadyLeftByState: { submitted: 1 } },
  ]);
  expect(takenBack).toEqual(['a']);
});

test('what no sender gives back in time counts as left', async () => {
  const { run } = storeOf({ a: { state: 'claimed' } }, false);
  expect(told(await run([{ by: 'messageId', messageId: 'a' }]))).toEqual([
    { cancelled: 0, alreadyLeft: 1, alreadyLeftByState: { claimed: 1 }, messageId: 'a', state: 'claimed' },
  ]);
});
