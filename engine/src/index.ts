export type { FlaggedReply } from './compliance/flaggedReplies';
export type { PageRequest, PageResponse, Withdrawals } from './compliance/withdrawal/withdrawals';
export { requestKinds } from './compliance/subjectRequestStore';
export type { NoticeReport, Recipient } from './compliance/recipients/recipientStore';
export type { Recipients } from './compliance/recipients/recipients';
export type { SuppressionEntry, SuppressionLists, SuppressionListing } from './compliance/suppressionLists';
export type { RequestView, SubjectRequests } from './compliance/subjectRequests';
export type { Ledger, LedgerReport } from './compliance/ledger';
export type { PurgeRecord, Retention, RetentionLine, RetentionReport } from './compliance/retention';
export type { PurgeRule } from './compliance/retentionStore';
export { uncertainMeanings, type UncertainMessage } from './delivery/uncertainMessages';
export { classifyReply, type ReplyClass, type ReplyReading } from './compliance/replies';
export {
  controllerOf,
  controllerSchema,
  smppAccountSchema,
  storeConfigSchema,
  type Controller,
  type SmppAccount,
  type StoreConfig,
  type StoreSettings,
} from './config';
export { accountWarning } from './engine/accountTransport';
export { backUpStore, type BackupReport } from './engine/backUpStore';
export { moveStore, type MoveReport } from './engine/moveStore';
export { restoreStore, type RestoreReport, type RestoreRequest } from './engine/restoreStore';
export type { Engine, EngineOptions, Listener, RouteHandle } from './engine/engine';
export { closeAllEngines, openEngine } from './engine/openEngine';
export { probeAccount } from './engine/probeAccount';
export type { RouteStatus } from './engine/routeStatus';
export { inboundKinds, inboundSms, type InboundKind, type InboundSms } from './operations/inboundSms';
export { operations, type OperationName } from './operations/index';
export type { Operation, OperationOutput, OutputFiles, RunContext } from './operations/operation';
export { parseInput, runOperation } from './operations/runOperation';
export { coerceInput, type RawInput } from './operations/coerce';
export { readConfig } from './operations/readConfig';
export type { Services } from './operations/services';
export { describeFields, type Field, type FieldKind, type FieldMarks } from './shared/fields';
export { errorTable, toZgodaError, ZgodaError, type ErrorCode, type ErrorKind } from './shared/errors';
export { createJsonLog, silentLog, type Log, type LogFields } from './shared/log';
export type { MadeFile } from './shared/file';
export { failure, success, type Result } from './shared/result';
export { checkTemplate, type TemplateFinding } from './templating/checkTemplate';
export { chooseVariant, type SavedTemplate, type TemplateDraft } from './templating/savedTemplate';
export { compileTemplate, type Template } from './templating/template';
export type { RenderContext } from './templating/rendering';
export { adviseText, type TextAdvice } from './text/adviseText';
export { decodeText, type DecodedText, type DecodeOptions } from './text/decodeText';
export { encodeSegments, type EncodedText, type EncodeOptions } from './text/encodeSegments';
export { planText, type EncodingMode, type PlanOptions, type TextEncoding, type TextPlan } from './text/planText';
export { startControlServer } from './transports/simulator/controlServer';
export { playInboundScript, readInboundScript } from './transports/simulator/inboundScript';
export { startSimulator, type SimulatorOptions } from './transports/simulator/simulator';
export { sumStatistics, type LinkStatistics } from './transports/smpp/link/linkStatistics';
