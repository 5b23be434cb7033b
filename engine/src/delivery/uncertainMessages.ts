import type { Clock } from '../shared/clock';
import { ZgodaError } from '../shared/errors';
import type { IdSource } from '../shared/ids';
import { campaignPages } from './campaignPages';
import type { CancelStore } from './cancelStore';
import type { EventStore } from './eventStore';
import type { OutboxStore } from './outboxStore';
import type { Settlement, UncertainRow, UncertainStore } from './uncertainStore';

/** A message whose outcome is not known; it holds no number and no text. */
export interface UncertainMessage {
  readonly id: string;
  readonly campaign: string | null;
  readonly route: string | null;
  /** ISO 8601, UTC. */
  readonly since: string;
  /** The last digits of the number; null once it was taken away. */
  readonly phoneEnding: string | null;
}

/** What a person takes an uncertain message for; `queue` sends it again, at the risk that the phone gets it twice. */
export const uncertainMeanings = ['sent', 'failed', 'queue'] as const;

export type UncertainMeaning = (typeof uncertainMeanings)[number];

/** What settling a campaign came to. */
export interface SettledMessages {
  readonly settled: number;
  /** Not queued, because their number or text was taken away: they are still uncertain. */
  readonly left: number;
}

/** Messages whose outcome is not known, for people to decide. */
export interface UncertainMessages {
  /** The oldest first, at most `limit`; null: of every campaign. */
  list(campaign: string | null, limit: number): Promise<UncertainMessage[]>;
  /** Throws `message_unknown`, `message_not_uncertain`, `message_emptied`. */
  settle(messageId: string, meaning: UncertainMeaning): Promise<void>;
  /** Settles all that are uncertain in a campaign. Throws `campaign_unknown`. */
  settleCampaign(campaign: string, meaning: UncertainMeaning): Promise<SettledMessages>;
}

type SettlingRepositories = UncertainStore & Pick<EventStore, 'appendEvents'>;

/** What uncertain messages work on; `transaction` rolls back when the work throws. */
export interface UncertainMessageStore
  extends UncertainStore, Pick<CancelStore, 'readCampaignPage'>, Pick<OutboxStore, 'readMessages'> {
  transaction<T>(work: (repositories: SettlingRepositories) => Promise<T>): Promise<T>;
}

/** What uncertain messages need beside their store. */
export interface UncertainMessagePorts {
  readonly clock: Clock;
  readonly ids: IdSource;
  /** Called when messages changed their state. */
  readonly changed: () => void;
}

/** Messages that are settled in one transaction: while they are, no other text can be stored. */
const stepSize = 500;
const shownDigits = 3;

const settlements: Readonly<Record<UncertainMeaning, Settlement>> = {
  sent: 'submitted',
  failed: 'undelivered',
  queue: 'queued',
};

/** The uncertain messages of one store. */
export function createUncertainMessages(store: UncertainMessageStore, ports: UncertainMessagePorts): UncertainMessages {
  /**
   * Returns how many were settled. Flows are told of what was sent or failed by a person's word, since nothing more is heard of it;
   * what is queued is told of once it ended.
   */
  async function settleAll(ids: readonly string[], meaning: UncertainMeaning): Promise<number> {
    const nowMs = ports.clock.nowMs();
    const settled = await store.transaction(async (repositories) => {
      const done = await repositories.settleUncertain(ids, settlements[meaning], nowMs);
      const state = settlements[meaning];
      const reports = done.map((messageId) => ({ ...blank, id: ports.ids.next(), messageId, atMs: nowMs, state }));
      await repositories.appendEvents(meaning === 'queue' ? [] : reports);
      return done.length;
    });
    if (settled > 0) ports.changed();
    return settled;
  }

  return {
    async list(campaign, limit) {
      return (await store.readUncertain(campaign, limit)).map(shown);
    },

    async settle(messageId, meaning) {
      if ((await settleAll([messageId], meaning)) > 0) return;
      const state = (await store.readMessages([messageId])).get(messageId)?.state;
      if (state === undefined) throw new ZgodaError('message_unknown');
      if (state !== 'uncertain') throw new ZgodaError('message_not_uncertain', { state });
      throw new ZgodaError('message_emptied');
    },

    async settleCampaign(campaign, meaning) {
      let found = false;
      let [settled, left] = [0, 0];
      for await (const page of campaignPages(store, campaign, stepSize)) {
        found = true;
        const ids = page.filter(({ state }) => state === 'uncertain').map(({ id }) => id);
        const done = ids.length === 0 ? 0 : await settleAll(ids, meaning);
        settled += done;
        left += ids.length - done;
      }
      if (!found) throw new ZgodaError('campaign_unknown');
      return { settled, left };
    },
  };
}

function shown({ id, campaign, route, number, sinceMs }: UncertainRow): UncertainMessage {
  const phoneEnding = number === null ? null : number.slice(-shownDigits);
  return { id, campaign, route, since: new Date(sinceMs).toISOString(), phoneEnding };
}

const blank = { kind: 'delivery_report', contactId: null, inboundId: null } as const;
