import { Turns } from '../../../engine/src/store/sqlite/turns';

const gate = () => {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
};

test('jobs pass side by side; a transaction is alone; first come, first served', async () => {
  const turns = new Turns();
  const started: string[] = [];
  const job = (name: string, until?: Promise<void>) => async () => {
    started.push(name);
    await until;
  };
  const [first, alone] = [gate(), gate()];
  const all = [
    turns.pass(job('a', first.opened)),
    turns.pass(job('b')),
    turns.alone(job('transaction', alone.opened)),
    turns.pass(job('c')),
    turns.alone(job('second')),
    turns.pass(job('d')),
  ];
  expect(started).toEqual(['a', 'b', 'transaction']);
  first.open();
  alone.open();
  await Promise.all(all);
  expect(started).toEqual(['a', 'b', 'transaction', 'c', 'second', 'd']);
});

test('a failure is the caller’s and lets the next go on', async () => {
  const turns = new Turns();
  const failing = turns.alone(() => Promise.reject(new Error('no')));
  await expect(failing).rejects.toThrow('no');
  expect(await turns.pass(() => Promise.resolve(1))).toBe(1);
});
