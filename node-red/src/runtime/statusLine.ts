import type { ErrorCode, RouteStatus } from '@zgoda/engine';
import type { Node, NodeAPI, NodeStatus } from 'node-red';

/** How a node's connection stands, for its status. */
export type LinkState = 'connecting' | 'ready' | 'waiting' | 'standby' | 'testMode' | 'idle' | ErrorCode;

/** What a node counts of its messages, in the order of their words; what leaves by a second output under that output's name. */
const countNames = [
  'ok',
  'notSent',
  'notAsked',
  'notConfirmed',
  'mayNot',
  'alreadyLeft',
  'failed',
  'received',
] as const;

/** Something that a node counts. */
export type CountName = (typeof countNames)[number];

/** How many messages there were of each. */
export type Counts = Readonly<Record<CountName, number>>;

/** Whether a node counts something under this name. */
export const isCountName = (name: string): name is CountName => countNames.some((each) => each === name);

/** The status below a node. */
export interface StatusLine {
  link(state: LinkState): void;
  add(counts: Partial<Counts>): void;
  close(): void;
}

/** The problems that have a status text of their own; the others are `failed`. */
export const problemWords: readonly ErrorCode[] = [
  'already_open',
  'store_busy',
  'store_full',
  'store_read_only',
  'store_unreachable',
  'operator_unreachable',
  'smpp_credentials',
  'smpp_not_smpp',
  'smpp_already_bound',
  'smpp_bind_failed',
  'smpp_operator_fault',
  'smpp_bind_refused',
  'tls_failed',
];

/** Editors and Status nodes are told at most once in this time. */
const intervalMs = 1_000;

const sumOf = (counts: Partial<Counts>, more: Partial<Counts>): Counts =>
  Object.fromEntries(countNames.map((name) => [name, (counts[name] ?? 0) + (more[name] ?? 0)])) as Counts;

const noCounts = sumOf({}, {});

/** Shows a node's link until it has counts, then the counts; both in the words of its catalogue. */
export function createStatusLine(RED: NodeAPI, node: Node): StatusLine {
  let link: LinkState = 'idle';
  let counts: Counts = noCounts;
  let timer: NodeJS.Timeout | null = null;
  let stale = false;

  const show = (): void => {
    if (timer !== null) {
      stale = true;
      return;
    }
    node.status(statusOf(RED, link, counts));
    stale = false;
    timer = setTimeout(() => {
      timer = null;
      if (stale) show();
    }, intervalMs).unref();
  };

  return {
    link(state) {
      if (state === link) return;
      link = state;
      show();
    },
    add(more) {
      counts = sumOf(counts, more);
      show();
    },
    close() {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      stale = false;
    },
  };
}

/** The link of a route, as a status. */
export function linkOf(status: RouteStatus, testMode: boolean): LinkState {
  if (testMode) return 'testMode';
  const code = (status.problem as { code?: ErrorCode } | null)?.code;
  if (code !== undefined) return code;
  return status.state === 'closed' ? 'waiting' : status.state;
}

const linkFills = {
  idle: 'grey',
  connecting: 'yellow',
  waiting: 'yellow',
  standby: 'grey',
  testMode: 'blue',
  ready: 'green',
} as const;

function statusOf(RED: NodeAPI, link: LinkState, counts: Counts): NodeStatus {
  if (!isLinkWord(link)) return { fill: 'red', shape: 'ring', text: `status.${problemWord(link)}` };
  const counted = countsText(RED, counts);
  if (counted !== '') return { fill: link === 'idle' ? 'green' : linkFills[link], shape: 'dot', text: counted };
  return link === 'idle' ? {} : { fill: linkFills[link], shape: 'ring', text: `status.${link}` };
}

const isLinkWord = (link: LinkState): link is keyof typeof linkFills => link in linkFills;

const problemWord = (code: ErrorCode): string => (problemWords.includes(code) ? code : 'failed');

/** For example `812 ok · 188 not sent`. */
function countsText(RED: NodeAPI, counts: Counts): string {
  return countNames
    .filter((key) => counts[key] > 0)
    .map((key) => RED._(`status.count.${key}`, { count: shortNumber(counts[key]) }))
    .join(' · ');
}

function shortNumber(count: number): string {
  if (count < 10_000) return String(count);
  return count < 1_000_000 ? `${Math.floor(count / 1_000)}k` : `${(count / 1_000_000).toFixed(1)}M`;
}
