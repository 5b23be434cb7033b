import { operations } from '../index';
import { classifyReplyCommand } from './classifyReply';
import type { Command } from './command';
import { gatewayCommand } from './gateway/gatewayCommand';
import { inboundSmsCommand } from './inboundSmsCommand';
import { ledgerVerifyCommand } from './ledgerVerify';
import { operationCommand } from './operationCommand';
import { smscCommand } from './smsc';

/** Every command of `zgoda`, in the order of its help. */
export const commands: readonly Command[] = [
  ...Object.values(operations).map(operationCommand),
  inboundSmsCommand,
  gatewayCommand,
  classifyReplyCommand,
  ledgerVerifyCommand,
  smscCommand,
];
