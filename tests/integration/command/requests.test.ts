import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runZgoda } from '../../support/zgodaCommand';

describe('zgoda requests', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zgoda-requests-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const run = (...words: string[]) => runZgoda(['requests', ...words, '--store', folder, '--json']);

  it('notes a request, lists it by its deadline, extends it, and an erasure answers it', async () => {
    const added = await run('add', '--kind', 'erasure', '--value', '+447700900001');
    const requestId = String(added.lines[0]?.['requestId']);
    expect((await run()).lines).toMatchObject([{ requestId, kind: 'erasure', state: 'open' }]);
    expect((await run('extend', '--id', requestId, '--reason', 'complex')).lines).toMatchObject([
      { requestId, extensionReason: 'complex' },
    ]);
    await runZgoda(['erase-subject', '--value', '+447700900001', '--store', folder, '--output-folder', folder]);
    expect((await run()).lines).toEqual([]);
    expect((await run('--all')).lines).toMatchObject([{ requestId, state: 'answered' }]);
    expect(await run('answer', '--id', requestId)).toMatchObject({ exitCode: 2 });
  });

  it('says what is wrong', async () => {
    const { exitCode, notes } = await run('add', '--kind', 'gossip', '--value', '+447700900001');
    expect([exitCode, notes]).toEqual([2, expect.stringContaining('it must be one of access, erasure')]);
  });
});
