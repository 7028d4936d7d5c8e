/** The rules for samples/embedding, run from the root of the repository. */

import globals from 'globals';
import rules from './eslint.config.js';

const SAMPLES = 'samples/embedding';

export default [
  // Decorators need Salesforce's own parser.
  { ignores: [`${SAMPLES}/salesforce/**`] },
  ...rules,
  {
    files: [`${SAMPLES}/**`],
    languageOptions: {
      globals: { ...globals.browser, ...globals.node },
      parserOptions: { ecmaFeatures: { jsx: true } },
    },
    rules: {
      // JSX uses names that the rule does not see.
      'no-unused-vars': ['error', { varsIgnorePattern: '^[A-Z]' }],
    },
  },
  {
    files: [`${SAMPLES}/**/*.cjs`, `${SAMPLES}/flex/functions/*.js`],
    languageOptions: {
      sourceType: 'commonjs',
      globals: { Runtime: 'readonly', Twilio: 'readonly' },
    },
  },
];
