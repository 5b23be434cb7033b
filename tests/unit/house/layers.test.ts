import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Snippet } from '../../support/lintSnippets.mts';

const root = join(__dirname, '../../..');

/** The rules that each snippet breaks, by the project's own ESLint configuration. */
function lint(snippets: readonly Snippet[]): string[][] {
  const printed = execFileSync(process.execPath, [join(root, 'tests/support/lintSnippets.mts')], {
    cwd: root,
    input: JSON.stringify(snippets),
    encoding: 'utf8',
  });
  return JSON.parse(printed) as string[][];
}

const value = (path: string) => `import * as imported from '${path}';\nexport const used = imported;\n`;
const type = (path: string) => `import type * as imported from '${path}';\nexport type Used = typeof imported;\n`;

const upward: [string, string, string][] = [
  ['shared imports a store', 'engine/src/shared/probe.ts', type('../store/store')],
  ['shared imports the domain', 'engine/src/shared/probe.ts', value('../contacts/contacts')],
  ['text imports the domain', 'engine/src/text/probe.ts', type('../delivery/message')],
  ['a store runs code of the domain', 'engine/src/store/sqlite/probe.ts', value('../../contacts/contacts')],
  ['a store imports an operation', 'engine/src/store/probe.ts', type('../operations/sendSms')],
  ['a transport runs code of the domain', 'engine/src/transports/probe.ts', value('../contacts/contacts')],
  ['a transport imports a store', 'engine/src/transports/probe.ts', type('../store/store')],
  ['the SMPP codec opens a socket', 'engine/src/transports/smpp/codec/probe.ts', value('node:net')],
  ['the SMPP codec opens a socket by its old name', 'engine/src/transports/smpp/codec/probe.ts', value('net')],
  ['the SMPP codec names types of files', 'engine/src/transports/smpp/codec/probe.ts', type('node:fs/promises')],
  ['the simulator writes by the codec', 'engine/src/transports/simulator/bytes.ts', value('../smpp/codec/encodePdu')],
  ['the simulator reads by the codec', 'engine/src/transports/simulator/submit.ts', value('../smpp/codec/decodePdu')],
  ['the domain runs a store', 'engine/src/compliance/probe.ts', value('../store/store')],
  ['the domain runs code of a sibling', 'engine/src/delivery/probe.ts', value('../compliance/consent')],
  ['the domain imports the campaign', 'engine/src/delivery/probe.ts', type('../campaign/campaigns')],
  ['the campaign imports an operation', 'engine/src/campaign/probe.ts', type('../operations/services')],
  ['the campaign runs a store', 'engine/src/campaign/probe.ts', value('../store/store')],
  ['an operation runs a store', 'engine/src/operations/probe.ts', value('../store/store')],
  ['an operation imports the engine', 'engine/src/operations/probe.ts', type('../index')],
  ['the engine imports a door', 'engine/src/engine/probe.ts', value('../cli/main')],
  ['the command reaches into the engine', 'engine/src/cli/probe.ts', value('../engine/openEngine')],
  ['an n8n node reaches into the engine', 'nodes/SendSms/probe.ts', value('../../engine/src/operations/sendSms')],
  ['a Node-RED node reaches into the engine', 'node-red/src/probe.ts', value('../../engine/src/operations/sendSms')],
  ['the configuration imports the domain', 'engine/src/config.ts', type('./contacts/contact')],
];

const downward: [string, string, string][] = [
  ['a store names types of the domain', 'engine/src/store/sqlite/probe.ts', type('../../delivery/message')],
  ['a transport names types of the domain', 'engine/src/transports/probe.ts', type('../delivery/transport')],
  ['the domain names types of a sibling', 'engine/src/compliance/probe.ts', type('../delivery/message')],
  ['the campaign runs the domain', 'engine/src/campaign/probe.ts', value('../compliance/consent')],
  ['any part of the domain reads phone numbers', 'engine/src/delivery/probe.ts', value('../contacts/phoneNumber')],
  ['an operation names a service', 'engine/src/operations/probe.ts', type('../campaign/campaigns')],
  ['the engine runs a store', 'engine/src/engine/probe.ts', value('../store/store')],
  ['the command uses the public engine', 'engine/src/cli/probe.ts', value('../index')],
  ['the simulator opens a socket', 'engine/src/transports/simulator/probe.ts', value('node:net')],
  ['the simulator uses its own bytes', 'engine/src/transports/simulator/submit.ts', value('./bytes')],
  ['the SMPP codec uses the errors', 'engine/src/transports/smpp/codec/probe.ts', value('../../../shared/errors')],
  ['a node uses the engine by its name', 'nodes/SendSms/probe.ts', value('@zgoda/engine')],
  ['anything reads the configuration’s types', 'engine/src/transports/probe.ts', type('../config')],
  ['a part uses a package', 'engine/src/operations/probe.ts', value('zod/v4')],
];

const broken = lint([...upward, ...downward].map(([, filePath, code]) => ({ filePath, code })));

describe('the layer rules of the linter', () => {
  test.each(upward.map(([name], at) => [name, at] as const))('refuse that %s', (_name, at) => {
    expect(broken[at]).toHaveLength(1);
    expect(broken[at]?.[0]).toMatch(/^boundaries\/|^no-restricted-imports$/);
  });

  test.each(downward.map(([name], at) => [name, at] as const))('allow that %s', (_name, at) => {
    expect(broken[upward.length + at]).toEqual([]);
  });
});
