import { SmppAccountApi } from '../../credentials/SmppAccountApi.credentials';
import { ZgodaStoreApi } from '../../credentials/ZgodaStoreApi.credentials';
import { commands } from '../../engine/src/cli/commands';
import type { Command } from '../../engine/src/cli/command';
import * as engine from '../../engine/src/index';
import { nodeFaces } from '../../node-red/generate/faces.mts';
import { CampaignReport } from '../../nodes/CampaignReport/CampaignReport.node';
import { CancelSms } from '../../nodes/CancelSms/CancelSms.node';
import { CheckConsent } from '../../nodes/CheckConsent/CheckConsent.node';
import { ConfirmConsent } from '../../nodes/ConfirmConsent/ConfirmConsent.node';
import { EraseSubject } from '../../nodes/EraseSubject/EraseSubject.node';
import { ExportSubject } from '../../nodes/ExportSubject/ExportSubject.node';
import { InboundSmsTrigger } from '../../nodes/InboundSmsTrigger/InboundSmsTrigger.node';
import { PreviewSms } from '../../nodes/PreviewSms/PreviewSms.node';
import { RecordConsent } from '../../nodes/RecordConsent/RecordConsent.node';
import { RequestConsent } from '../../nodes/RequestConsent/RequestConsent.node';
import { SaveTemplate } from '../../nodes/SaveTemplate/SaveTemplate.node';
import { SaveWording } from '../../nodes/SaveWording/SaveWording.node';
import { SendSms } from '../../nodes/SendSms/SendSms.node';
import { UpsertContact } from '../../nodes/UpsertContact/UpsertContact.node';
import { drawnFields, type DrawnField } from '../support/n8nFields';
import { nodeRedFields } from '../support/nodeRedFields';

const faces = nodeFaces(engine);

function faceOf(type: string) {
  const face = faces.find((each) => each.type === type);
  if (face === undefined) throw new Error(`no Node-RED node ${type}`);
  return face;
}

/** The fields of a node in both hosts. JSON, since what a page made is of another realm. */
function inBothHosts(type: string, properties: Parameters<typeof drawnFields>[0]) {
  const plain = (fields: Record<string, DrawnField>): unknown => JSON.parse(JSON.stringify(fields));
  return { n8n: plain(drawnFields(properties)), nodeRed: plain(nodeRedFields(faceOf(type))) };
}

const operationNodes = [
  ['zgoda-send-sms', new SendSms(), 'send-sms'],
  ['zgoda-preview-sms', new PreviewSms(), 'preview-sms'],
  ['zgoda-cancel-sms', new CancelSms(), 'cancel-sms'],
  ['zgoda-save-template', new SaveTemplate(), 'save-template'],
  ['zgoda-upsert-contact', new UpsertContact(), 'upsert-contact'],
  ['zgoda-save-wording', new SaveWording(), 'save-wording'],
  ['zgoda-record-consent', new RecordConsent(), 'record-consent'],
  ['zgoda-request-consent', new RequestConsent(), 'request-consent'],
  ['zgoda-confirm-consent', new ConfirmConsent(), 'confirm-consent'],
  ['zgoda-check-consent', new CheckConsent(), 'check-consent'],
  ['zgoda-erase-subject', new EraseSubject(), 'erase-subject'],
  ['zgoda-export-subject', new ExportSubject(), 'export-subject'],
  ['zgoda-campaign-report', new CampaignReport(), 'report-campaign'],
] as const;

/** The flags that the command line adds to an operation's own. */
const doorFlags = [
  'input',
  'json',
  'store',
  'default-country',
  'config',
  'verbose',
  'smpp',
  'statistics',
  'output-folder',
];

/** The fields that a command draws, read back from its help: labels are not shown there. */
function commandFields(command: Command): Record<string, Omit<DrawnField, 'label'>> {
  const names = Object.keys(command.flags).filter((name) => !doorFlags.includes(name));
  return Object.fromEntries(
    names.map((name) => {
      const help = command.flagHelp?.[name] ?? '';
      const preset = / Default: (.+?)\.(?: Required\.)?$/.exec(help)?.[1];
      return [camelCase(name), { default: defaultOf(preset), required: help.endsWith(' Required.') }];
    }),
  );
}

const camelCase = (name: string): string => name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** As in the hosts: an empty list or object is a blank. */
function defaultOf(preset: string | undefined): unknown {
  return preset === undefined || ['[]', '{}', '""'].includes(preset) ? undefined : JSON.parse(preset);
}

describe('the doors draw the same fields', () => {
  test('every operation has a node in both hosts and a command', () => {
    const named = operationNodes.map(([, , command]) => command);
    expect(Object.keys(engine.operations)).toHaveLength(named.length);
    expect(commands.map((command) => command.name)).toEqual(expect.arrayContaining([...named]));
  });

  test.each(operationNodes)('%s: n8n and Node-RED', (type, node) => {
    const { n8n, nodeRed } = inBothHosts(type, node.description.properties);
    expect(Object.keys(n8n as object)).not.toHaveLength(0);
    expect(n8n).toEqual(nodeRed);
  });

  test.each(operationNodes)('%s: n8n and the command line', (_type, node, name) => {
    const command = commands.find((each) => each.name === name) as Command;
    const n8n = Object.entries(drawnFields(node.description.properties));
    const unlabelled = Object.fromEntries(
      n8n.map(([field, { default: preset, required }]) => [field, { default: preset, required }]),
    );
    expect(commandFields(command)).toEqual(unlabelled);
  });

  test.each([
    ['zgoda-inbound-sms', new InboundSmsTrigger().description],
    ['zgoda-smpp-account', new SmppAccountApi()],
    ['zgoda-store', new ZgodaStoreApi()],
  ] as const)('%s: n8n and Node-RED', (type, { properties }) => {
    const { n8n, nodeRed } = inBothHosts(type, properties);
    expect(Object.keys(n8n as object)).not.toHaveLength(0);
    expect(n8n).toEqual(nodeRed);
  });

  test.each(operationNodes)('%s: names and outputs are the same', (type, node) => {
    const face = faceOf(type);
    const { displayName, outputNames, outputs } = node.description;
    expect(displayName).toBe(face.title.en);
    expect(outputNames ?? [face.outputs[0]?.en]).toEqual(face.outputs.map((output) => output.en));
    expect(outputs).toHaveLength(face.outputs.length);
  });
});
