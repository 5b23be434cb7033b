import type { IExecuteFunctions } from 'n8n-workflow';
import type { Connection } from '../connection/connection';
import { testModeSentence } from '../description/testMode';

/** Shows above the output what people should know of the connection: test mode, an operator that does not answer. */
export function showConnectionHints(context: IExecuteFunctions, { engine, route }: Connection): void {
  const problem = route?.status().problem ?? null;
  const sentences = [
    route?.testMode === true ? testModeSentence : null,
    problem === null ? null : `${problem.message} Accepted texts wait and go out by themselves.`,
    route?.warning ?? null,
    engine.warning,
  ];
  for (const message of sentences) {
    if (message !== null) context.addExecutionHints({ message, type: 'warning', location: 'outputPane' });
  }
}
