import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ICredentialType, INodeTypeDescription } from 'n8n-workflow';
import { installAsN8nDoes, packN8nPackage } from '../support/n8nPackage';

const run = promisify(execFile);
const nodeModules = join(__dirname, '../../node_modules');

interface Loaded {
  readonly nodes: INodeTypeDescription[];
  readonly credentials: ICredentialType[];
  readonly loadedFiles: string[];
}

describe('the packed n8n package', () => {
  let folder: string;
  let installed: string;
  let loaded: Loaded;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zgoda-n8n-package-'));
    installed = join(folder, 'n8n-nodes-zgoda');
    await mkdir(installed);
    await installAsN8nDoes(await packN8nPackage(folder), installed);
    const { stdout } = await run(process.execPath, [join(__dirname, 'loadN8nPackage.mts'), installed], {
      maxBuffer: 64 * 1024 * 1024,
      env: { ...process.env, NODE_PATH: nodeModules },
    });
    loaded = JSON.parse(stdout.slice(stdout.indexOf('{'))) as Loaded;
  }, 180_000);

  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it('loads in n8n with all its nodes and credentials', () => {
    expect(loaded.nodes.map((node) => node.displayName).sort()).toEqual([
      'Campaign Report',
      'Cancel SMS',
      'Check Consent',
      'Confirm Consent',
      'Erase Subject',
      'Export Subject Data',
      'Inbound SMS Trigger',
      'Preview SMS',
      'Record Consent',
      'Request Consent',
      'Save Consent Wording',
      'Save Template',
      'Send SMS',
      'Upsert Contact',
    ]);
    expect(loaded.credentials.map((credential) => credential.displayName).sort()).toEqual([
      'SMPP Account',
      'Zgoda Store',
    ]);
  });

  it('gives every node its light and dark icon, and words to be found by', () => {
    for (const { displayName, iconUrl, codex } of loaded.nodes) {
      expect({ displayName, iconUrl }).toEqual({
        displayName,
        iconUrl: { light: expect.stringMatching(/\.svg$/), dark: expect.stringMatching(/\.dark\.svg$/) },
      });
      expect(codex?.alias?.length).toBeGreaterThan(0);
    }
  });

  it('lets agents use every node but the trigger', () => {
    const tools = loaded.nodes.filter((node) => node.usableAsTool === true).map((node) => node.name);
    expect(tools.sort()).toEqual([
      'campaignReport',
      'cancelSms',
      'checkConsent',
      'confirmConsent',
      'eraseSubject',
      'exportSubject',
      'previewSms',
      'recordConsent',
      'requestConsent',
      'saveTemplate',
      'saveWording',
      'sendSms',
      'upsertContact',
    ]);
  });

  it('labels the two outputs of Send SMS', () => {
    const sendSms = loaded.nodes.find((node) => node.name === 'sendSms');
    expect(sendSms?.outputNames).toEqual(['Accepted', 'Not Sent']);
    expect(sendSms?.outputs).toHaveLength(2);
  });

  it('holds one copy of the engine and loads it once', async () => {
    const files = await readdir(join(installed, 'dist'), { recursive: true });
    const holders = [];
    for (const file of files.filter((name) => name.endsWith('.js'))) {
      const source = await readFile(join(installed, 'dist', file), 'utf8');
      if (source.includes('zgoda.engines')) holders.push(file);
    }
    expect(holders).toEqual([join('engine', 'index.js')]);
    expect(loaded.loadedFiles.filter((file) => file.endsWith('engine/index.js'))).toEqual(['dist/engine/index.js']);
  });

  it('needs no other package and runs no script when it is installed', async () => {
    const manifest = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8')) as {
      dependencies?: object;
      scripts?: object;
    };
    expect(Object.keys(manifest.dependencies ?? {})).toEqual([]);
    const lifecycle = ['preinstall', 'install', 'postinstall', 'prepare', 'prepublish'];
    expect(Object.keys(manifest.scripts ?? {}).filter((name) => lifecycle.includes(name))).toEqual([]);
    expect(existsSync(join(installed, 'node_modules'))).toBe(false);
  });

  it('brings the fonts of its documents with their licence, and prints with them', async () => {
    const fonts = await readdir(join(installed, 'dist/engine/fonts'));
    expect(fonts.sort()).toEqual(['IBMPlexSans-Regular.ttf', 'IBMPlexSans-SemiBold.ttf', 'OFL.txt']);
    expect(loaded.loadedFiles.filter((file) => file.endsWith('printing.js'))).toEqual([]);
    const words = ['export-subject', '--value', '+447700900001', '--documents', 'pdf', '--json'];
    const flags = ['--store', join(folder, 'store'), '--output-folder', folder];
    const { stdout } = await run(process.execPath, [join(installed, 'dist/engine/zgoda.js'), ...words, ...flags]);
    const { files } = JSON.parse(stdout) as { files: { pdf: string } };
    expect((await readFile(files.pdf)).subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('brings the licences of what it bundles', async () => {
    const notices = await readFile(join(installed, 'dist/engine/THIRD-PARTY-LICENSES.txt'), 'utf8');
    expect(notices).toMatch(/^zod /m);
  });
});
