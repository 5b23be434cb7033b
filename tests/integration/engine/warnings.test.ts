import fs, { rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { openEngine } from '../../../engine/src/engine/openEngine';
import { showConnectionHints } from '../../../nodes/execution/connectionHints';
import { createEngineStores, type EngineStores } from './engineStores';

type HintContext = Parameters<typeof showConnectionHints>[0];

describe('what people should know of an embedded store', () => {
  let stores: EngineStores;
  beforeEach(async () => {
    stores = await createEngineStores('sqlite');
  });
  afterEach(() => stores.remove());

  /** What a node in n8n shows above its output. */
  const hintsOf = (engine: Awaited<ReturnType<typeof openEngine>>): string[] => {
    const shown: string[] = [];
    const context = { addExecutionHints: ({ message }: { message: string }) => shown.push(message) };
    showConnectionHints(context as unknown as HintContext, { engine, route: null, release: async () => undefined });
    return shown;
  };

  test('a process that opens it later is told of, and that it has gone', async () => {
    const options = stores.options('shop');
    const engine = await openEngine(options);
    expect(hintsOf(engine)).toEqual([]);
    const marker = join(stores.folder, 'shop', `open-${process.ppid}-0000.json`);
    const mark = { host: hostname(), pid: process.ppid, startedAtMs: 1, beats: 1 };
    await writeFile(marker, JSON.stringify(mark));
    const until = async (isWarned: boolean): Promise<void> => {
      while ((engine.warning !== null) !== isWarned) await new Promise((resolve) => setTimeout(resolve, 100));
    };
    await until(true);
    expect(hintsOf(engine)).toEqual([
      `Another process (pid ${process.ppid}) has this store open; they share the connections of each route.`,
    ]);
    await rm(marker);
    await until(false);
    expect(hintsOf(engine)).toEqual([]);
    await engine.release();
  });

  test('a network drive is warned of where texts are sent', async () => {
    const options = stores.options('shop');
    const found = { ...(await fs.statfs(stores.folder)), type: 0xfe534d42 };
    jest.spyOn(fs, 'statfs').mockResolvedValue(found);
    const engine = await openEngine(options);
    jest.restoreAllMocks();
    expect(hintsOf(engine)).toEqual([expect.stringContaining('network drive (SMB2)')]);
    await engine.release();
  });
});
