/** Loads the code of samples/embedding with doubles of what the vendor provides. */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import ts from 'typescript';

const SAMPLES = new URL('../../../../samples/embedding/', import.meta.url);
const CALL_DESK = new Set(['./call-desk', './call-desk.js', 'c/callDesk']);

const npm = createRequire(import.meta.url);

export function text(path) {
  return readFileSync(new URL(path, SAMPLES), 'utf8');
}

/**
 * Compiles JSX and decorators as the vendors' tools do.
 *
 * @param {string} path in the samples' folder
 * @param {Object<string, object>} doubles by the name of the module
 */
export function load(path, doubles = {}) {
  const { outputText } = ts.transpileModule(text(path), {
    compilerOptions: {
      module: ts.ModuleKind.CommonJS,
      target: ts.ScriptTarget.ES2022,
      jsx: ts.JsxEmit.React,
      esModuleInterop: true,
      experimentalDecorators: true,
    },
  });
  const require = (name) =>
    doubles[name] ?? (CALL_DESK.has(name) ? load('common/call-desk.js') : npm(name));
  const exports = {};
  new Function('require', 'exports', outputText)(require, exports);
  return exports;
}
