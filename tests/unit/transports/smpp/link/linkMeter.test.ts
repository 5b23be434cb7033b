import { LinkMeter } from '../../../../../engine/src/transports/smpp/link/linkMeter';

/** Runs a meter for some seconds, in each of which so many segments are accepted. */
function run(meter: LinkMeter, fromSecond: number, seconds: number, perSecond: number): boolean[] {
  return Array.from({ length: seconds }, (_, at) => {
    meter.counts.accepted += perSecond;
    return meter.tick((fromSecond + at + 1) * 1_000);
  });
}

test('the rate is that of the last ten seconds', () => {
  const meter = new LinkMeter(0);
  expect(meter.acceptedPerSecond(0)).toBe(0);
  run(meter, 0, 5, 100);
  expect(meter.acceptedPerSecond(5_000)).toBe(100);
  run(meter, 5, 20, 40);
  expect(meter.acceptedPerSecond(25_000)).toBe(40);
  run(meter, 25, 20, 0);
  expect(meter.acceptedPerSecond(45_000)).toBe(0);
});

test('it is worth a line in the log once a minute, while texts go out', () => {
  const meter = new LinkMeter(0);
  expect(run(meter, 0, 120, 1).filter(Boolean)).toHaveLength(2);
  expect(run(meter, 120, 120, 0).filter(Boolean)).toHaveLength(0);
});
