import type { ZgodaError } from '@zgoda/engine';
import { type IDataObject, type INode, NodeOperationError } from 'n8n-workflow';

/** An engine error as n8n shows it: what happened, and how to mend it, at the item concerned. */
export function toNodeError(node: INode, error: ZgodaError, itemIndex?: number): NodeOperationError {
  return new NodeOperationError(node, error.message, {
    description: error.description,
    ...(itemIndex === undefined ? {} : { itemIndex }),
  });
}

/** An engine error as the next nodes read it. */
export function errorJson(error: ZgodaError): IDataObject {
  return { message: error.message, description: error.description, code: error.code };
}
