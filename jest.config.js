/** @type {import('jest').Config} */
const base = {
  rootDir: __dirname,
  testEnvironment: 'node',
  transform: {
    '^.+\\.m?ts$': ['@swc/jest', { jsc: { target: 'es2023', parser: { syntax: 'typescript' } } }],
    // Kysely is published as ES modules only.
    '/node_modules/kysely/.+\\.js$': ['@swc/jest', { module: { type: 'commonjs' } }],
  },
  transformIgnorePatterns: ['/node_modules/(?!kysely/)'],
  globalSetup: '<rootDir>/tests/support/buildEngineWorker.ts',
  moduleNameMapper: {
    '^@zgoda/engine$': '<rootDir>/engine/src/index.ts',
    // Worker threads load built files; the sources name them as they lie beside the bundle.
    '/workerFile$': '<rootDir>/tests/support/workerFile.ts',
  },
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: [
    '<rootDir>/dist/',
    '<rootDir>/node-red/dist/',
    '<rootDir>/engine/dist/',
    '<rootDir>/.cache/',
  ],
};

const suite = (name, extra = {}) => ({
  ...base,
  displayName: name,
  testMatch: [`<rootDir>/tests/${name}/**/*.test.ts`],
  ...extra,
});

/** @type {import('jest').Config} */
module.exports = {
  projects: [
    suite('unit'),
    suite('conformance'),
    suite('integration'),
    suite('hosts', { testPathIgnorePatterns: ['/node_modules/', '<rootDir>/tests/hosts/n8n/'] }),
    suite('package'),
    suite('crash'),
    {
      ...suite('n8n'),
      testMatch: ['<rootDir>/tests/hosts/n8n/**/*.test.ts'],
      globalSetup: '<rootDir>/tests/hosts/n8n/setUpN8n.ts',
    },
  ],
  testTimeout: 60_000,
  reporters: ['default', '<rootDir>/tests/support/countReporter.mts'],
};
