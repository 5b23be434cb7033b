import boundaries from 'eslint-plugin-boundaries';
import tseslint from 'typescript-eslint';

const domain = ['compliance', 'contacts', 'templating', 'delivery', 'forms', 'shops'];

export default tseslint.config(
  { ignores: ['**/dist/', '.cache/', '**/node_modules/', 'coverage/', 'jest.config.js'] },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts', '**/*.mts'],
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      'max-lines': ['warn', { max: 400, skipBlankLines: true, skipComments: true }],
    },
  },
);
