import js from '@eslint/js';
import globals from 'globals';

export default [
  js.configs.recommended,
  {
    languageOptions: { ecmaVersion: 2024, sourceType: 'module' },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      curly: 'error',
      eqeqeq: 'error',
      'no-implicit-coercion': 'error',
      'no-shadow': 'error',
      'no-var': 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error',
      'prefer-template': 'error',
    },
  },
  { files: ['src/main/**'], languageOptions: { globals: globals.browser } },
  { files: ['src/test/**'], languageOptions: { globals: globals.node } },
  {
    files: ['src/test/samples/*'],
    languageOptions: { globals: { document: 'readonly', window: 'readonly' } },
  },
];
