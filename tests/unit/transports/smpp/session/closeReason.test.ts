import { bindRefused } from '../../../../../engine/src/transports/smpp/session/closeReason';

const settings = { password: 'secret', mode: 'transceiver' } as const;
const long = { ...settings, password: 'longer than eight' };

test.each([
  ['ESME_RINVPASWD', 0x0e, 'smpp_credentials', true],
  ['ESME_RINVSYSID', 0x0f, 'smpp_credentials', true],
  ['ESME_RINVSYSTYP', 0x53, 'smpp_credentials', true],
  ['ESME_RALYBND', 0x05, 'smpp_already_bound', false],
  ['ESME_RBINDFAIL', 0x0d, 'smpp_bind_failed', false],
  ['ESME_RSYSERR', 0x08, 'smpp_operator_fault', false],
  ['ESME_RX_T_APPN', 0x64, 'smpp_operator_fault', false],
  ['ESME_RTHROTTLED', 0x58, 'smpp_bind_refused', false],
  ['ESME_RUNKNOWNERR', 0xff, 'smpp_bind_refused', false],
])('a login refused with %s (%i): %s, for the user to mend first: %s', (name, status, code, needsMending) => {
  const reason = bindRefused(settings, status);
  expect(reason).toMatchObject({ problem: { code, retry: true }, needsMending });
  expect(reason.problem?.message).toContain(`(${name} (0x${status.toString(16).padStart(2, '0')}))`);
  expect(`${reason.problem?.message} ${reason.problem?.description}`).not.toContain('{');
});

test('a status of the operator’s own is told by its number', () => {
  expect(bindRefused(settings, 0x455).problem?.message).toContain('(0x455)');
});

test('a password beyond SMPP 3.4 is named where it may be the cause, and only there', () => {
  const named = [0x0e, 0x0f, 0x0d, 0x05, 0x08, 0xff].filter((status) =>
    bindRefused(long, status).problem?.message.includes('the password has more than 8 characters'),
  );
  expect(named).toEqual([0x0e, 0x0f, 0x0d]);
  expect(bindRefused(settings, 0x0e).problem?.message).not.toContain('8 characters');
});

test('an operator that does not know a transceiver: the pair is named, unless it is what was asked for', () => {
  expect(bindRefused(settings, 0x03).problem?.message).toContain('set Bind to Transmitter and Receiver');
  expect(bindRefused({ ...settings, mode: 'receiver' }, 0x03).problem?.message).not.toContain('set Bind');
});
