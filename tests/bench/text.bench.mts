import { encodeSegments, planText } from '@zgoda/engine';
import { SegmentedMessage } from 'sms-segments-calculator';
import splitSms from 'split-sms';
import type { BenchOptions, Measurement } from './bench.mts';
import { measureSideBySide } from './sideBySide.mts';

const length = 120;

/** 1,000 different texts of 120 GSM characters. */
const texts = Array.from({ length: 1_000 }, (_, index) =>
  `Order ${index} is ready for collection at our shop in the High Street until Friday at 6 pm. See you soon! Reply STOP to end. `
    .repeat(2)
    .slice(0, length),
);
const textAt = (index: number): string => texts[index % texts.length] as string;

/**
 * Counts and encodes GSM texts of 120 characters. The peers count and cut, and encode nothing. Options: rounds, roundMs.
 */
export default async function* textBench(options: BenchOptions): AsyncGenerator<Measurement> {
  const contenders = [
    {
      library: 'zgoda',
      work: (index: number) => {
        const { text, encoding } = planText(textAt(index), { mode: 'keep' });
        return encodeSegments(text, encoding, { reference: index }).parts[0];
      },
    },
    { library: 'split-sms', work: (index: number) => splitSms.split(textAt(index)).parts[0] },
    { library: 'sms-segments-calculator', work: (index: number) => new SegmentedMessage(textAt(index)).segmentsCount },
  ];
  const rates = measureSideBySide(contenders, Number(options['rounds'] ?? 20), Number(options['roundMs'] ?? 100));
  for (const { library, perSecond } of rates) yield { bench: 'text', library, textsPerSecond: perSecond };
}
