import { summaryOf } from '../../../examples/start/campaignResult.mts';

describe('the summary of the demo', () => {
  test('tells what was accepted, delivered and not sent, the commonest reason first', () => {
    const result = {
      recipients: 1_000,
      accepted: 780,
      delivered: 778,
      notSent: { withdrawn: 60, invalid_number: 160 },
      segments: 1_560,
      seconds: 6.14,
    };
    expect(summaryOf('First campaign', result).split('\n')).toEqual([
      'First campaign: finished in 6.1 seconds. Test mode: nothing reached a phone.',
      '',
      '    1,000 rows in the contact list',
      '      780 accepted',
      '      778   delivered',
      '        2   not delivered, or without a delivery report',
      '      220 not sent',
      '      160   have no usable phone number',
      '       60   took their consent back',
      '    1,560 segments (what an operator charges for)',
    ]);
  });

  test('leaves out what did not happen', () => {
    const result = { recipients: 1, accepted: 1, delivered: 1, notSent: {}, segments: 1, seconds: 0.5 };
    expect(summaryOf('Small', result)).not.toContain('without a delivery report');
  });
});
