import { writeSync } from 'node:fs';
import { openStore, type StoreLocation } from '../../../engine/src/store/openStore';
import type { Store } from '../../../engine/src/store/store';
import { leaseOf, message, nextId } from './fixtures';
import { ports } from './stores';

/*
 * A process that works on a queue until it is killed:
 *   node crashChild.js LOCATION-AS-JSON
 * It says on standard output what the store has promised to keep: a letter for the step, then the ids of its messages.
 */

const route = 'simulator';
const batch = 20;

const say = (step: 'A' | 'S' | 'D', ids: readonly string[]): void => {
  writeSync(1, `${step} ${ids.join(' ')}\n`);
};

async function work(store: Store): Promise<never> {
  const lease = await leaseOf(store, nextId(), Date.now());
  await store.expireClaims(route, lease, false, Date.now());
  for (;;) {
    const messages = Array.from({ length: batch }, (_, n) => message(n));
    await store.appendMessages(messages, Date.now());
    say(
      'A',
      messages.map(({ id }) => id),
    );
    const { claimed } = await store.claimMessages(route, lease, batch, 60_000, Date.now());
    const ids = claimed.map(({ id }) => id);
    await store.markSubmitted(
      route,
      claimed.map(({ id, claim }) => ({ id, claim, state: 'submitted', partIds: [id] })),
      Date.now(),
    );
    say('S', ids);
    const half = ids.slice(0, batch / 2);
    await store.markReceipts(
      half.map((partId) => ({ route, partId, anyForm: false, state: 'delivered', errorCode: null, doneAtMs: 1 })),
      Date.now(),
    );
    say('D', half);
  }
}

const location = JSON.parse(process.argv[2] ?? '') as StoreLocation;
void openStore(location, ports).then(work);
