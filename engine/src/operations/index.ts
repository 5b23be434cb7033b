import { cancelSms } from './cancelSms';
import { checkConsent } from './checkConsent';
import { confirmConsent } from './confirmConsent';
import { eraseSubject } from './eraseSubject';
import { exportSubject } from './exportSubject';
import { previewSms } from './previewSms';
import { recordConsent } from './recordConsent';
import { reportCampaign } from './reportCampaign';
import { requestConsent } from './requestConsent';
import { saveTemplate } from './saveTemplate';
import { saveWording } from './saveWording';
import { sendSms } from './sendSms';
import { upsertContact } from './upsertContact';

/** Every operation; each door draws all of them. */
export const operations = {
  sendSms,
  previewSms,
  cancelSms,
  saveTemplate,
  upsertContact,
  saveWording,
  recordConsent,
  requestConsent,
  confirmConsent,
  checkConsent,
  eraseSubject,
  exportSubject,
  reportCampaign,
} as const;

/** Name of an operation. */
export type OperationName = keyof typeof operations;
