import { createAnnouncer } from '../../../engine/src/store/news/announcer';
import { createManualClock, type ManualClock } from '../../support/manualClock';

describe('announcements', () => {
  let clock: ManualClock;
  let sent: string[];
  beforeEach(() => {
    clock = createManualClock();
    sent = [];
  });
  const announcer = () => createAnnouncer(clock, async (topic) => void sent.push(topic));

  test('the first of a topic goes at once, those that follow together', () => {
    const { announce } = announcer();
    for (const topic of ['a', 'a', 'b', 'a']) announce(topic, 20);
    expect(sent).toEqual(['a', 'b']);
    clock.advance(19);
    expect(sent).toEqual(['a', 'b']);
    clock.advance(1);
    expect(sent).toEqual(['a', 'b', 'a']);
    clock.advance(1_000);
    announce('b', 20);
    expect(sent).toEqual(['a', 'b', 'a', 'b']);
  });

  test('what waits goes at the close', async () => {
    const { announce, close } = announcer();
    announce('a', 20);
    announce('a', 20);
    await close();
    expect(sent).toEqual(['a', 'a']);
    clock.advance(1_000);
    expect(sent).toHaveLength(2);
  });

  test('one that fails is lost, and the next goes', async () => {
    let failing = true;
    const { announce, close } = createAnnouncer(clock, async (topic) => {
      if (failing) throw new Error('away');
      sent.push(topic);
    });
    announce('a', 20);
    failing = false;
    clock.advance(20);
    announce('a', 20);
    await close();
    expect(sent).toEqual(['a']);
  });
});
