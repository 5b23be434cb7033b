import tseslint from 'typescript-eslint';
import { layerRules } from './eslint.layers.mjs';
import { n8nRules } from './eslint.n8n.mjs';

export default tseslint.config(
  { ignores: ['**/dist/', 'node-red/resources/', '.cache/', '**/node_modules/', 'coverage/', 'jest.config.js'] },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts', '**/*.mts'],
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-import-type-side-effects': 'error',
      'max-lines': ['warn', { max: 400, skipBlankLines: true, skipComments: true }],
    },
  },
  ...layerRules,
  ...n8nRules,
);
