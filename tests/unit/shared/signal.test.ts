import { createSignal } from '../../../engine/src/shared/signal';
import { createManualClock } from '../../support/manualClock';

describe('createSignal', () => {
  it('wakes at a notice, at a notice kept from before, and when its time is over', async () => {
    const clock = createManualClock();
    const signal = createSignal(clock);
    const woken = signal.wait(1_000);
    signal.notify();
    await woken;

    signal.notify();
    await signal.wait(1_000);

    let over = false;
    const waiting = signal.wait(1_000).then(() => (over = true));
    clock.advance(999);
    await Promise.resolve();
    expect(over).toBe(false);
    clock.advance(1);
    await waiting;
    expect(over).toBe(true);
  });
});
