import type { EditorNode } from './field';

/** What the runtime tells; the engine's `LinkStatistics`. */
interface Statistics {
  readonly acceptedPerSecond: number;
  readonly inFlight: number;
  readonly window: number;
  readonly latencyP50Ms: number;
  readonly latencyP95Ms: number;
  readonly throttled: number;
  readonly reconnects: number;
}

const everyMs = 2_000;

/** Shows how a deployed account's connections do, for as long as its dialog is open. */
export function showAccountStatistics(node: EditorNode): void {
  const place = $('#zgoda-account-statistics');
  if (place.length === 0) return;
  const show = (statistics: Statistics | null): void => void place.text(sentence(node, statistics));
  const look = (): void => {
    if (place.get(0)?.isConnected !== true) clearInterval(timer);
    else void $.getJSON(`zgoda-smpp-account/${String(node['id'])}/statistics`).done(show);
  };
  const timer = setInterval(look, everyMs);
  look();
}

function sentence(node: EditorNode, statistics: Statistics | null): string {
  if (statistics === null) return node._('dialog.nowIdle');
  const { inFlight, window, throttled, reconnects } = statistics;
  return node._('dialog.nowLine', {
    rate: short(statistics.acceptedPerSecond),
    inFlight,
    window,
    answer: short(statistics.latencyP50Ms),
    slowAnswer: short(statistics.latencyP95Ms),
    throttled,
    reconnects,
  });
}

const short = (value: number): string => (value >= 100 ? String(Math.round(value)) : value.toFixed(1));
