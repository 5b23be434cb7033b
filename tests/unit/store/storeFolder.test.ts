import { networkDrive } from '../../../engine/src/store/sqlite/storeFolder';

/** statfs(2) and linux/magic.h. */
test.each([
  ['NFS', 0x6969],
  ['SMB', 0x517b],
  ['CIFS', 0xff534d42],
  ['SMB2', 0xfe534d42],
  ['9P', 0x01021997],
  ['Ceph', 0x00c36400],
  ['Lustre', 0x0bd00bd0],
  ['AFS', 0x5346414f],
  ['AFS', 0x6b414653],
  ['FUSE', 0x65735546],
])('%s is told by its type on Linux', async (name, type) => {
  const found = await networkDrive('/srv/zgoda', async () => type, 'linux');
  expect(found?.split(',')[0]).toBe(name);
});

test.each([
  ['ext4', 0xef53],
  ['XFS', 0x58465342],
  ['Btrfs', 0x9123683e],
  ['overlayfs', 0x794c7630],
  ['tmpfs', 0x01021994],
])('%s is none', async (_name, type) => {
  expect(await networkDrive('/srv/zgoda', async () => type, 'linux')).toBeNull();
});

test.each([
  ['\\\\server\\share\\zgoda', true],
  ['//server/share/zgoda', true],
  ['\\\\?\\UNC\\server\\share', true],
  ['\\\\wsl.localhost\\Ubuntu\\home', true],
  ['C:\\ProgramData\\zgoda', false],
  ['\\\\?\\C:\\ProgramData\\zgoda', false],
  ['\\\\.\\C:\\zgoda', false],
  ['zgoda', false],
])('on Windows %s is a shared folder: %s', async (folder, isShared) => {
  const typeOf = () => Promise.reject(new Error('Windows has no such types'));
  expect((await networkDrive(folder, typeOf, 'win32')) !== null).toBe(isShared);
});

test('elsewhere it is not told', async () => {
  expect(await networkDrive('/Volumes/share', async () => 0x6969, 'darwin')).toBeNull();
});
