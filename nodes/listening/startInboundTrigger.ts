import { randomUUID } from 'node:crypto';
import { inboundSms, type InboundKind, toZgodaError, ZgodaError } from '@zgoda/engine';
import type { IDataObject, ITriggerFunctions, ITriggerResponse } from 'n8n-workflow';
import { settingsOf } from '../connection/nodeConnection';
import { toNodeError } from '../execution/nodeError';
import { createExecutionStarts, type ExecutionStarts } from './executionStarts';
import { InboundListening } from './inboundListening';

/** Starts an Inbound SMS Trigger. Throws only for a configuration that the user must mend first. */
export async function startInboundTrigger(context: ITriggerFunctions): Promise<ITriggerResponse> {
  try {
    const starts = createExecutionStarts(context);
    const listening = await listeningOf(context, starts);
    const closeFunction = async (): Promise<void> => {
      starts.close();
      await listening.close();
    };
    const start = async (): Promise<void> => await listening.start();
    // In a test n8n can take events only after this function returned.
    if (context.getMode() === 'manual') return { closeFunction, manualTriggerFunction: start };
    await start();
    return { closeFunction };
  } catch (thrown) {
    throw toNodeError(context.getNode(), toZgodaError(thrown));
  }
}

async function listeningOf(context: ITriggerFunctions, starts: ExecutionStarts): Promise<InboundListening> {
  const node = context.getNode();
  const consumer = consumerOf(context);
  return new InboundListening({
    settings: await settingsOf(context, true),
    consumer,
    kinds: kindsOf(context),
    handle: (event) => starts.start({ ...event } as IDataObject, `${consumer}:${event.eventId}`),
    onProblem: (problem) => showProblem(context, problem),
    onFailure: (error) => context.emitError(toNodeError(node, error)),
  });
}

/** One consumer for each published node, so that what came while n8n was off is told later; a test has its own. */
function consumerOf(context: ITriggerFunctions): string {
  const name = `n8n:${context.getWorkflow().id}:${context.getNode().id}`;
  return context.getMode() === 'manual' ? `${name}:test:${randomUUID()}` : name;
}

function kindsOf(context: ITriggerFunctions): InboundKind[] {
  const parsed = inboundSms.input.safeParse({ kinds: context.getNodeParameter('kinds') });
  if (parsed.success) return parsed.data.kinds;
  throw new ZgodaError('invalid_config', {
    field: 'Events',
    problem: parsed.error.issues[0]?.message ?? 'it is wrong',
  });
}

/** A wrong password stands in the list of executions; an operator that is away for a while only in the log. */
function showProblem(context: ITriggerFunctions, problem: ZgodaError): void {
  context.logger.warn(`${problem.message} ${problem.description}`, { code: problem.code });
  if (problem.kind === 'config') context.saveFailedExecution(toNodeError(context.getNode(), problem));
}
