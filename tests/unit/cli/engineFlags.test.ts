import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { engineOptions, smppAccount } from '../../../engine/src/cli/engineFlags';
import type { CommandIo } from '../../../engine/src/cli/command';
import { ZgodaError } from '../../../engine/src/shared/errors';
import { createTestAuthority } from '../../support/testCertificates';

const io = (environment: Record<string, string> = {}): CommandIo => ({
  stdin: process.stdin,
  out: () => undefined,
  note: () => undefined,
  environment,
});

describe('smppAccount', () => {
  it('reads an address, its escapes and its further settings', () => {
    const account = smppAccount({ smpp: 'smpps://shop:p%40ss@smsc.example:3550?window=10&segmentsPerSecond=20' }, io());
    expect(account).toMatchObject({
      host: 'smsc.example',
      port: 3550,
      tls: true,
      systemId: 'shop',
      password: 'p@ss',
      window: 10,
      segmentsPerSecond: 20,
      bindMode: 'transceiver',
    });
  });

  it('reads a value that begins with @ from its file', () => {
    const { cert } = createTestAuthority();
    const folder = mkdtempSync(join(tmpdir(), 'zgoda-flags-'));
    const file = join(folder, 'ca.pem');
    writeFileSync(file, cert);
    const read = (name: string) => smppAccount({ smpp: `smpps://id@smsc.example?tlsCa=@${name}` }, io());
    expect(read(file)?.tlsCa).toBe(cert);
    expect(() => read(`${file}.missing`)).toThrow('The setting tlsCa is wrong: its file cannot be read (ENOENT).');
    rmSync(folder, { recursive: true });
  });

  it('refuses a setting that an account does not have', () => {
    expect(() => smppAccount({ smpp: 'smpp://id@smsc.example?windows=5' }, io())).toThrow(
      'The setting --smpp is wrong: an account has no setting "windows".',
    );
  });

  it('takes the usual port, or the environment', () => {
    expect(smppAccount({ smpp: 'smpp://id@smsc.example' }, io())).toMatchObject({ port: 2775, tls: false });
    expect(smppAccount({}, io({ ZGODA_SMPP: 'smpp://id@smsc.example' }))).toMatchObject({ host: 'smsc.example' });
    expect(smppAccount({}, io())).toBeNull();
  });

  it.each(['http://id:secret@host', 'secret'])('refuses %s without repeating it', (address) => {
    expect(() => smppAccount({ smpp: address }, io())).toThrow(ZgodaError);
    expect(() => smppAccount({ smpp: address }, io())).not.toThrow(/secret/);
  });
});

describe('engineOptions', () => {
  it('prefers flags to the environment', () => {
    const { store } = engineOptions({ store: '/data', 'default-country': 'PL' }, io({ ZGODA_STORE: '/other' }));
    expect(store).toMatchObject({ location: '/data', defaultCountry: 'PL' });
  });

  it('takes any setting from the environment, over those of a file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'zgoda-config-'));
    const config = join(folder, 'zgoda.json');
    writeFileSync(config, JSON.stringify({ controllerName: 'A', policyUrl: 'https://shop.example/privacy' }));
    const { store } = engineOptions({ config }, io({ ZGODA_CONTROLLER_NAME: 'B', ZGODA_CONTROLLER_COUNTRY: 'PL' }));
    expect(store).toMatchObject({
      controllerName: 'B',
      controllerCountry: 'PL',
      policyUrl: 'https://shop.example/privacy',
    });
    writeFileSync(config, '[');
    expect(() => engineOptions({ config }, io())).toThrow(/--config/);
    rmSync(folder, { recursive: true });
  });

  it('refuses a country that is none', () => {
    expect(() => engineOptions({ 'default-country': 'Poland' }, io())).toThrow(/two-letter/);
  });
});
