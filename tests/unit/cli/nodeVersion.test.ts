import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeProblem, oldestNode } from '../../../engine/src/cli/nodeVersion';

test('is the oldest Node.js that the package asks for', () => {
  const file = join(__dirname, '../../../engine/package.json');
  const { engines } = JSON.parse(readFileSync(file, 'utf8')) as { engines: { node: string } };
  expect(engines.node).toBe(`>=${oldestNode}`);
});

test.each(['22.16.0', '22.17.1', '23.0.0', '24.21.0', '100.0.0'])('%s is new enough', (version) => {
  expect(nodeProblem(version)).toBeNull();
});

test.each(['18.20.0', '20.19.5', '22.9.0', '22.15.1'])('%s is too old, and is told what to do', (version) => {
  expect(nodeProblem(version)).toContain(`needs Node.js 22.16 or newer, and this is ${version}`);
});
