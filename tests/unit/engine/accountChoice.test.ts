import { smppAccountSchema } from '../../../engine/src/config';
import { AccountChoice } from '../../../engine/src/engine/accountChoice';

const account = (password: string) => smppAccountSchema.parse({ host: 'smsc.example', systemId: 'shop', password });
const minuteMs = 60_000;

test('the same settings keep a route open; newer ones open it anew', () => {
  const choice = new AccountChoice('main');
  expect([choice.take(account('a'), 0), choice.take(account('a'), 1), choice.take(account('b'), 2)]).toEqual([
    true,
    false,
    true,
  ]);
});

test('settings that were replaced do not take the route back while the newer ones are in use', () => {
  const choice = new AccountChoice('main');
  choice.take(account('a'), 0);
  choice.take(account('b'), 1);
  expect(() => choice.take(account('a'), 2)).toThrow(expect.objectContaining({ code: 'account_conflict' }));
  expect(choice.take(account('b'), 9 * minuteMs)).toBe(false);
  expect(() => choice.take(account('a'), 18 * minuteMs)).toThrow(/in use \(main\)/);
  expect(choice.take(account('a'), 19 * minuteMs + 1)).toBe(true);
  expect(() => choice.take(account('b'), 20 * minuteMs)).toThrow();
});

test('a closed route is open to all', () => {
  const choice = new AccountChoice('main');
  choice.take(account('a'), 0);
  choice.take(account('b'), 1);
  choice.forget();
  expect(choice.take(account('a'), 2)).toBe(true);
});
