import { nodeProblem } from './nodeVersion';
import { keepHeapSmall } from './smallHeap';

const problem = nodeProblem(process.versions.node);
if (problem === null) {
  keepHeapSmall();
  void import('./runProcess').then(({ runProcess }) => runProcess());
} else {
  process.stderr.write(`${problem}\n`);
  process.exitCode = 1;
}
