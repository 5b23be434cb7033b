import { systemClock } from '../shared/clock';
import type { Log } from '../shared/log';
import { systemRandom } from '../shared/random';
import type { StorePorts } from '../store/openStore';

/** The machine's own clock and randomness, and the host's log. */
export function systemStorePorts(log: Log): StorePorts {
  return { clock: systemClock, random: systemRandom, log };
}
