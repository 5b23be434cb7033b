import { configs } from '@n8n/eslint-plugin-community-nodes';
import tseslint from 'typescript-eslint';

// Verified status needs n8n's cloud rules too; they forbid `node:net` and `node:sqlite`, so it is not to be had here.
const { plugins, rules } = configs.recommendedWithoutN8nCloudSupport;

/** n8n's own rules for community nodes, over the nodes, the credentials and the manifest. */
export const n8nRules = [
  { files: ['nodes/**/*.ts', 'credentials/**/*.ts'], plugins, rules },
  {
    files: ['package.json'],
    languageOptions: { parser: tseslint.parser, parserOptions: { extraFileExtensions: ['.json'] } },
    plugins,
    rules: { ...rules, '@typescript-eslint/no-unused-expressions': 'off' },
  },
];
