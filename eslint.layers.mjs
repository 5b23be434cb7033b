import { builtinModules } from 'node:module';
import boundaries from 'eslint-plugin-boundaries';

const domain = ['compliance', 'contacts', 'templating', 'delivery', 'forms', 'shops'];
const below = ['text', 'shared'];
const adapters = ['transports', 'smppCodec', 'smppSession', 'smppLink', 'store', 'documents'];

/** A folder of the repository, as one part of the drawing in CONTRIBUTING.md. More specific folders come first. */
const part = (type, pattern) => ({ type, pattern, partialMatch: false });

const parts = [
  part('config', 'engine/src/config'),
  part('smppCodec', 'engine/src/transports/smpp/codec'),
  part('smppSession', 'engine/src/transports/smpp/session'),
  part('smppLink', 'engine/src/transports/smpp/link'),
  ...[
    'shared',
    'text',
    'store',
    'transports',
    'documents',
    ...domain,
    'campaign',
    'operations',
    'engine',
    'cli',
    'server',
  ].map((name) => part(name, `engine/src/${name}`)),
  part('index', 'engine/src'),
  part('nodes', 'nodes'),
  part('credentials', 'credentials'),
  part('nodeRed', 'node-red/src'),
];

const engineParts = parts.flatMap(({ type, pattern }) => (pattern.startsWith('engine/') ? [type] : []));

const from = (types) => ({ element: { types: { anyOf: types } } });

/** Allows imports from one part to others. */
const may = (source, targets) => ({ from: from([source]), allow: { to: from(targets) } });

/** Allows `import type` only. */
const mayType = (source, targets) => ({
  from: from([source]),
  allow: { to: from(targets), dependency: { kind: 'type' } },
});

/** Files as low as `shared`, wherever they lie: they import nothing but it, and any part of the engine may use them. */
const lowFiles = [
  'engine/src/config.ts',
  'engine/src/retentionConfig.ts',
  'engine/src/compliance/dataInventory.ts',
  'engine/src/compliance/dataTags.ts',
  'engine/src/contacts/phoneNumber.ts',
  'engine/src/transports/smpp/guarded.ts',
  'engine/src/transports/smpp/messageId.ts',
  'engine/src/transports/smpp/rareWarning.ts',
  'engine/src/transports/smpp/tickTime.ts',
  'engine/src/transports/smpp/timers.ts',
];

/** The simulator reads and writes SMPP by itself, so that a fault of the client's codec cannot hide in both ends. */
const simulatorFiles = ['engine/src/transports/simulator/**'];

const policies = [
  { allow: { to: { module: { origin: ['external', 'core'] } } } },
  may('text', ['shared']),
  may('config', ['shared']),
  ...domain.flatMap((each) => [may(each, below), mayType(each, [...domain, ...adapters])]),
  may('store', below),
  mayType('store', domain),
  may('transports', [...adapters.filter((each) => !['store', 'documents'].includes(each)), ...below]),
  mayType('transports', domain),
  may('documents', below),
  mayType('documents', domain),
  may('smppCodec', below),
  may('smppSession', ['smppCodec', ...below]),
  may('smppLink', ['smppCodec', 'smppSession', ...below]),
  ...['smppCodec', 'smppSession', 'smppLink'].map((each) => mayType(each, domain)),
  may('campaign', [...domain, ...below]),
  mayType('campaign', adapters),
  may('operations', ['campaign', ...domain, ...below]),
  may('engine', ['operations', 'campaign', ...domain, ...adapters, ...below]),
  may('index', ['config', 'engine', 'operations', 'campaign', ...domain, ...adapters, ...below]),
  may('cli', ['index', 'server']),
  may('server', ['index']),
  may('nodes', ['credentials']),
  may('credentials', ['nodes']),
  { from: from(engineParts.filter((each) => each !== 'shared')), allow: { to: { file: { categories: 'low' } } } },
  { from: { file: { categories: 'low' } }, disallow: { to: { element: { type: '!(shared|config)' } } } },
  { from: { file: { categories: 'simulator' } }, disallow: { to: { element: { type: 'smpp*' } } } },
];

const message =
  '{{from.element.type}} may not import {{to.element.type}} ({{dependency.kind}} import): imports only point down. See "The layers" in CONTRIBUTING.md.';

const clocksAndChance = ['Date.now', 'Math.random'].map((call) => {
  const [object, property] = call.split('.');
  return { object, property, message: 'Take the clock or the randomness as a parameter, so that tests can set it.' };
});

const pure = 'This part is pure: no I/O.';

/** The layers of the design, as lint rules: an import that points up fails. */
export const layerRules = [
  {
    files: ['engine/src/**/*.ts', 'nodes/**/*.ts', 'credentials/**/*.ts', 'node-red/src/**/*.ts'],
    plugins: { boundaries },
    settings: {
      'import/resolver': { node: { extensions: ['.ts', '.mts', '.js', '.json'] } },
      'boundaries/root-path': import.meta.dirname,
      'boundaries/elements': parts,
      'boundaries/files': [
        ...lowFiles.map((pattern) => ({ category: 'low', pattern })),
        ...simulatorFiles.map((pattern) => ({ category: 'simulator', pattern })),
      ],
      'boundaries/dependency-nodes': ['import', 'export', 'dynamic-import', 'require'],
      'boundaries/legacy-templates': false,
    },
    rules: {
      'boundaries/dependencies': ['error', { default: 'disallow', message, policies }],
      'boundaries/no-unknown-dependencies': 'error',
    },
  },
  {
    files: ['engine/src/{text,templating}/**/*.ts', 'engine/src/transports/smpp/codec/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [{ group: ['node:*'], message: pure }],
          paths: builtinModules.map((name) => ({ name, message: pure })),
        },
      ],
    },
  },
  {
    files: ['engine/src/**/*.ts'],
    ignores: ['engine/src/shared/{clock,random}.ts', 'engine/src/transports/simulator/**', 'engine/src/cli/**'],
    rules: { 'no-restricted-properties': ['error', ...clocksAndChance] },
  },
];
