import type { ErrorCode, ZgodaError } from '@zgoda/engine';

/** An error as flows meet it: a Catch node gives both sentences as `msg.error.message` and the code as `msg.error.code`. */
export interface NodeError extends Error {
  readonly code: ErrorCode;
  readonly description: string;
}

/** Translates the engine's error: what happened and how to mend it, without its cause, which may hold personal data. */
export function toNodeError(error: ZgodaError): NodeError {
  const nodeError = new Error(`${error.message} ${error.description}`);
  nodeError.name = 'Zgoda';
  delete nodeError.stack;
  return Object.assign(nodeError, { code: error.code, description: error.description });
}
