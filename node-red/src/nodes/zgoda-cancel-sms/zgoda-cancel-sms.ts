import { operations } from '@zgoda/engine';
import type { NodeAPI } from 'node-red';
import { registerOperationNode } from '../../runtime/operationNode';

export = (RED: NodeAPI): void => registerOperationNode(RED, 'zgoda-cancel-sms', operations.cancelSms);
