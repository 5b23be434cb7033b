/** A node of a workflow, with what is set in it. */
export interface Step {
  readonly name: string;
  readonly type: string;
  readonly parameters: object;
}

/** A workflow of steps that follow one another, as n8n imports it. */
export function chainedWorkflow(id: string, name: string, steps: readonly Step[]) {
  return {
    id,
    name,
    settings: {},
    nodes: steps.map((step, at) => ({
      ...step,
      id: `00000000-0000-4000-8000-00000000000${at}`,
      typeVersion: 1,
      position: [220 * at, 0],
    })),
    connections: Object.fromEntries(
      steps
        .slice(0, -1)
        .map((step, at) => [step.name, { main: [[{ node: steps[at + 1]?.name, type: 'main', index: 0 }]] }]),
    ),
  };
}
