import { RareWarning } from '../../../../engine/src/transports/smpp/rareWarning';
import { createManualClock } from '../../../support/manualClock';
import { keepingLog } from '../../../support/smppSession';

test('what happens any number of times is logged the first time, then once a minute with how often it did', () => {
  const clock = createManualClock();
  const log = keepingLog();
  const warning = new RareWarning('odd', log, clock);
  for (let seconds = 0; seconds <= 120; seconds++) {
    warning.happened({ seconds });
    clock.advance(1_000);
  }
  expect(log.lines).toEqual([
    ['odd', { seconds: 0, times: 1 }],
    ['odd', { seconds: 60, times: 60 }],
    ['odd', { seconds: 120, times: 60 }],
  ]);
});
