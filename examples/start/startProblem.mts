/** Why the demo cannot go on, in sentences that say what to do. */
export class StartProblem extends Error {
  override readonly name = 'StartProblem';
}
