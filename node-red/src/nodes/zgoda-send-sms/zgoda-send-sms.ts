import { operations } from '@zgoda/engine';
import type { NodeAPI } from 'node-red';
import type { NodeConfig } from '../../runtime/fieldReader';
import { registerOperationNode } from '../../runtime/operationNode';

/** Messages that wait for the operator or a phone must not hold up those behind them. */
const overlap = (config: NodeConfig): number => ((config.wait ?? 'accepted') === 'accepted' ? 1 : 16);

export = (RED: NodeAPI): void => registerOperationNode(RED, 'zgoda-send-sms', operations.sendSms, { overlap });
