/** What became of an execution: the output of each node, by its name, then output, then item. */
export type RunOutput = Record<string, Record<string, unknown>[][]>;

type NodeRun = { readonly data?: { readonly main: ({ json: Record<string, unknown> }[] | null)[] } };

/** The output of each node's last run, from the data of an execution. */
export function outputOf(data: { resultData: { runData: Record<string, readonly NodeRun[]> } }): RunOutput {
  return Object.fromEntries(
    Object.entries(data.resultData.runData).map(([node, runs]) => [
      node,
      (runs.at(-1)?.data?.main ?? []).map((items) => (items ?? []).map((item) => item.json)),
    ]),
  );
}
