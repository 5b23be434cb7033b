import { relativeTime } from '../../../../../engine/src/transports/smpp/outbound/smppTime';

test.each([
  [undefined, ''],
  [0, '000000000000000R'],
  [90, '000000000130000R'],
  [86_399, '000000235959000R'],
  [2 * 86_400 + 3_600, '000002010000000R'],
  [1_000 * 86_400, '000099000000000R'],
  [-5, '000000000000000R'],
])('%p seconds are written as "%s"', (seconds, written) => {
  expect(relativeTime(seconds)).toBe(written);
});
