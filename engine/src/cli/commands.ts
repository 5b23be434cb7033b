import { operations } from '../index';
import { backupCommand } from './backup';
import { classifyReplyCommand } from './classifyReply';
import type { Command } from './command';
import { explainMessageCommand } from './explainMessage';
import { gatewayCommand } from './gateway/gatewayCommand';
import { inboundSmsCommand } from './inboundSmsCommand';
import { ledgerVerifyCommand } from './ledgerVerify';
import { migrateStoreCommand } from './migrateStore';
import { operationCommand } from './operationCommand';
import { recipientsAddCommand, recipientsCommand, recipientsLogCommand, recipientsRemoveCommand } from './recipients';
import { repliesCommand, repliesSettleCommand } from './replies';
import { requestsAddCommand, requestsAnswerCommand, requestsCommand, requestsExtendCommand } from './requests';
import { restoreCommand } from './restore';
import { serveCommand } from './serve';
import { retentionCommand } from './retention';
import { suppressionsExportCommand, suppressionsImportCommand } from './suppressions';
import { smscCommand } from './smsc';
import { uncertainCommand, uncertainSettleCommand } from './uncertain';
import { wordingsCommand } from './wordings';
import { smscInboundCommand } from './smscInbound';

/** Every command of `zgoda`, in the order of its help. */
export const commands: readonly Command[] = [
  ...Object.values(operations).map(operationCommand),
  inboundSmsCommand,
  gatewayCommand,
  classifyReplyCommand,
  repliesCommand,
  repliesSettleCommand,
  uncertainCommand,
  uncertainSettleCommand,
  requestsCommand,
  requestsAddCommand,
  requestsExtendCommand,
  requestsAnswerCommand,
  recipientsCommand,
  recipientsAddCommand,
  recipientsRemoveCommand,
  recipientsLogCommand,
  suppressionsImportCommand,
  suppressionsExportCommand,
  explainMessageCommand,
  wordingsCommand,
  ledgerVerifyCommand,
  serveCommand,
  retentionCommand,
  backupCommand,
  restoreCommand,
  migrateStoreCommand,
  smscCommand,
  smscInboundCommand,
];
