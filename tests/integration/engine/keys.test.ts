import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { openEngine } from '../../../engine/src/engine/openEngine';
import { storePlace } from '../../../engine/src/engine/storePlace';
import { createEngineStores, storeKinds, type EngineStores } from './engineStores';

describe.each(storeKinds)('the secret key of %s', (kind) => {
  let stores: EngineStores;
  let keyFile: string;

  beforeEach(async () => {
    stores = await createEngineStores(kind);
    const { store, defaultFolder } = stores.options('shop');
    keyFile = storePlace(store, defaultFolder).keyFile;
    await stores.use('shop', async () => undefined);
  });
  afterEach(() => stores.remove());

  const opening = () => openEngine(stores.options('shop'));

  test('a lost one is named, and none is made in its place', async () => {
    await rename(keyFile, `${keyFile}.lost`);
    await expect(opening()).rejects.toMatchObject({ code: 'store_key_missing', data: { file: keyFile } });
    expect((await readdir(dirname(keyFile))).filter((name) => name.endsWith('.key'))).toEqual([]);
    await rename(`${keyFile}.lost`, keyFile);
    await stores.use('shop', async () => undefined);
  });

  test('a wrong one opens nothing, and neither file nor error shows a key', async () => {
    const key = (await readFile(keyFile, 'utf8')).trim();
    const wrong = key.replace(/./g, (digit) => (digit === '0' ? '1' : '0'));
    await writeFile(keyFile, wrong);
    const refused: unknown = await opening().catch((thrown: unknown) => thrown);
    expect(refused).toMatchObject({ code: 'store_key_wrong' });
    expect(JSON.stringify(refused)).not.toContain(wrong);
    await writeFile(keyFile, 'half a key');
    await expect(opening()).rejects.toMatchObject({ code: 'invalid_config', data: { field: 'Secret Key' } });
    await rm(keyFile);
  });
});
