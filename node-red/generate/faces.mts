import type { Field, Operation } from '@zgoda/engine';
import type { NodeFace, Palette } from './palette.mts';
import type { Words } from './words.mts';
import { palette as campaignReport } from '../src/nodes/zgoda-campaign-report/palette.mts';
import { palette as cancelSms } from '../src/nodes/zgoda-cancel-sms/palette.mts';
import { palette as checkConsent } from '../src/nodes/zgoda-check-consent/palette.mts';
import { palette as confirmConsent } from '../src/nodes/zgoda-confirm-consent/palette.mts';
import { palette as eraseSubject } from '../src/nodes/zgoda-erase-subject/palette.mts';
import { palette as exportSubject } from '../src/nodes/zgoda-export-subject/palette.mts';
import { palette as inboundSms } from '../src/nodes/zgoda-inbound-sms/palette.mts';
import { palette as previewSms } from '../src/nodes/zgoda-preview-sms/palette.mts';
import { palette as recordConsent } from '../src/nodes/zgoda-record-consent/palette.mts';
import { palette as requestConsent } from '../src/nodes/zgoda-request-consent/palette.mts';
import { palette as saveTemplate } from '../src/nodes/zgoda-save-template/palette.mts';
import { palette as saveWording } from '../src/nodes/zgoda-save-wording/palette.mts';
import { palette as sendSms } from '../src/nodes/zgoda-send-sms/palette.mts';
import { palette as smppAccount } from '../src/nodes/zgoda-smpp-account/palette.mts';
import { palette as store } from '../src/nodes/zgoda-store/palette.mts';
import { palette as upsertContact } from '../src/nodes/zgoda-upsert-contact/palette.mts';

/** What the engine describes, as its index exports it. */
export interface Descriptions {
  readonly operations: Readonly<Record<string, Operation>>;
  readonly inboundSms: TriggerDescription;
  readonly storeConfigSchema: Operation['input'];
  readonly smppAccountSchema: Operation['input'];
  readonly describeFields: (schema: Operation['input']) => Field[];
}

interface TriggerDescription {
  readonly title: string;
  readonly titlePl: string;
  readonly summary: string;
  readonly summaryPl: string;
  readonly resultKey: string;
  readonly input: Operation['input'];
}

/** Type and palette of the node of each operation, in the order of the Node-RED palette. */
const operationNodes: readonly (readonly [operation: string, type: string, palette: Palette])[] = [
  ['sendSms', 'zgoda-send-sms', sendSms],
  ['previewSms', 'zgoda-preview-sms', previewSms],
  ['cancelSms', 'zgoda-cancel-sms', cancelSms],
  ['saveTemplate', 'zgoda-save-template', saveTemplate],
  ['upsertContact', 'zgoda-upsert-contact', upsertContact],
  ['saveWording', 'zgoda-save-wording', saveWording],
  ['recordConsent', 'zgoda-record-consent', recordConsent],
  ['requestConsent', 'zgoda-request-consent', requestConsent],
  ['confirmConsent', 'zgoda-confirm-consent', confirmConsent],
  ['checkConsent', 'zgoda-check-consent', checkConsent],
  ['eraseSubject', 'zgoda-erase-subject', eraseSubject],
  ['exportSubject', 'zgoda-export-subject', exportSubject],
  ['reportCampaign', 'zgoda-campaign-report', campaignReport],
];

/** All node types of the package. Throws when an operation of the engine has no node. */
export function nodeFaces(engine: Descriptions): NodeFace[] {
  const drawn = operationNodes.map(([operation]) => operation);
  const missing = Object.keys(engine.operations).filter((name) => !drawn.includes(name));
  if (missing.length > 0) throw new Error(`no Node-RED node for ${missing.join(', ')}`);
  return [
    ...operationNodes.map(([operation, type, palette]) => operationFace(engine, operation, type, palette)),
    triggerFace(engine),
    {
      ...configFace('zgoda-store', store, engine.describeFields(engine.storeConfigSchema)),
      title: { en: 'Zgoda Store', pl: 'Magazyn Zgoda' },
      summary: {
        en: 'Where people, consents and texts are kept.',
        pl: 'Gdzie są trzymane osoby, zgody i SMS-y.',
      },
    },
    {
      ...configFace('zgoda-smpp-account', smppAccount, engine.describeFields(engine.smppAccountSchema)),
      title: { en: 'SMPP Account', pl: 'Konto SMPP' },
      summary: {
        en: 'An account with an operator that carries the texts.',
        pl: 'Konto u operatora, który przenosi SMS-y.',
      },
    },
  ];
}

function operationFace(engine: Descriptions, name: string, type: string, palette: Palette): NodeFace {
  const operation = engine.operations[name] as Operation;
  return {
    type,
    kind: 'operation',
    title: { en: operation.title, pl: operation.titlePl },
    summary: { en: operation.summary, pl: operation.summaryPl },
    fields: engine.describeFields(operation.input),
    outputs: operation.outputs.map(({ label, labelPl }): Words => ({ en: label, pl: labelPl })),
    needsRoute: operation.needsRoute,
    takesAccount: operation.needsRoute || operation.looksAtRoute === true,
    resultKey: operation.resultKey,
    palette,
  };
}

function triggerFace({ inboundSms: trigger, describeFields }: Descriptions): NodeFace {
  return {
    type: 'zgoda-inbound-sms',
    kind: 'trigger',
    title: { en: trigger.title, pl: trigger.titlePl },
    summary: { en: trigger.summary, pl: trigger.summaryPl },
    fields: describeFields(trigger.input),
    outputs: [{ en: 'Event', pl: 'Zdarzenie' }],
    needsRoute: true,
    takesAccount: true,
    resultKey: trigger.resultKey,
    palette: inboundSms,
  };
}

function configFace(type: string, palette: Palette, fields: readonly Field[]): Omit<NodeFace, 'title' | 'summary'> {
  return {
    type,
    kind: 'config',
    fields,
    outputs: [],
    needsRoute: false,
    takesAccount: false,
    resultKey: null,
    palette,
  };
}
