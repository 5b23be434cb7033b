/** The oldest Node.js that the engine runs on: it brings SQLite without a flag. */
export const oldestNode = '22.16';

/** What to say to somebody who runs the command on this version of Node.js; null where it is new enough. */
export function nodeProblem(version: string): string | null {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = oldestNode.split('.').map(Number);
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return null;
  return `zgoda needs Node.js ${oldestNode} or newer, and this is ${version}. Install Node.js 24, or start it with \`npx zgoda\` in the folder of the project.`;
}
