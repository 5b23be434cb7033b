import { operations } from '../index';
import { backupCommand } from './backup';
import { classifyReplyCommand } from './classifyReply';
import type { Command } from './command';
import { inboundSmsCommand } from './inboundSmsCommand';
import { ledgerVerifyCommand } from './ledgerVerify';
import { migrateStoreCommand } from './migrateStore';
import { operationCommand } from './operationCommand';
import { restoreCommand } from './restore';
import { retentionCommand } from './retention';
import { smscCommand } from './smsc';

/** Every command of `zgoda`, in the order of its help. */
export const commands: readonly Command[] = [
  ...Object.values(operations).map(operationCommand),
  inboundSmsCommand,
  classifyReplyCommand,
  ledgerVerifyCommand,
  retentionCommand,
  backupCommand,
  restoreCommand,
  migrateStoreCommand,
  smscCommand,
];
