/** Finds the texts of the interface in the page and in its modules. */

import ts from 'typescript';

const HAS_WORD = /\p{L}{2}/u;
const TRANSLATED_ATTRIBUTE = /\s(?:aria-label|title|placeholder)="([^"]*)"/g;
const VOID = new Set(['input', 'img', 'meta', 'link', 'path', 'use', 'br']);

/** @returns the visible words of the markup, and of the attributes that are shown or spoken */
export function textsOfPage(html) {
  const [, body] = /<body[^>]*>(.*)<\/body>/s.exec(html);
  const found = [];
  /** Whether the elements around are translated, the innermost last. */
  const around = [true];
  for (const [, close, name, attributes, empty, text] of body.matchAll(
    /<(\/?)([a-z][\w-]*)((?:\s[^<>]*?)?)(\/?)>|([^<]+)/g,
  )) {
    if (text !== undefined) {
      found.push(...(around.at(-1) ? [text.trim()] : []));
    } else if (close) {
      around.pop();
    } else {
      found.push(...[...attributes.matchAll(TRANSLATED_ATTRIBUTE)].map(([, value]) => value));
      if (!empty && !VOID.has(name)) {
        around.push(around.at(-1) && !attributes.includes('translate="no"'));
      }
    }
  }
  return found.filter((words) => HAS_WORD.test(words));
}

/**
 * @returns {{texts: string[], plurals: {one: string, other: string}[], suspects: string[]}}
 *     texts: arguments of t(); plurals: arguments of plural(); suspects: other literals that look
 *     like English words for the agent, and calls whose text is no literal
 */
export function textsOfModule(source) {
  const found = { texts: [], plurals: [], suspects: [] };
  const visit = (node) => {
    if (isIgnored(node)) {
      return;
    }
    const called = ts.isCallExpression(node) ? node.expression.getText() : '';
    if (called === 't') {
      take(node.arguments.slice(0, 1), (text) => found.texts.push(text));
      node.arguments.slice(1).forEach(visit);
    } else if (called === 'plural') {
      take(node.arguments.slice(1, 3), (one, other) => found.plurals.push({ one, other }));
      [node.arguments[0], ...node.arguments.slice(3)].forEach(visit);
    } else {
      if (isLiteral(node) && (looksVisible(wordsOf(node)) || isShown(node))) {
        found.suspects.push(wordsOf(node));
      }
      node.forEachChild(visit);
    }
  };
  const take = (literals, use) => {
    if (literals.every(ts.isStringLiteral)) {
      use(...literals.map(({ text }) => text));
    } else {
      found.suspects.push(...literals.map((literal) => literal.getText()));
    }
  };
  visit(ts.createSourceFile('module.js', source, ts.ScriptTarget.Latest, true));
  return found;
}

function isLiteral(node) {
  return ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);
}

/** The fixed parts of a template, with its values left out. */
function wordsOf(node) {
  return ts.isTemplateExpression(node)
    ? [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('{}')
    : node.text;
}

/** Two words, or one with a capital; codes, keys, ids, styles and paths are neither. */
function looksVisible(words) {
  return (
    /\p{L}{2,}[,.;:!?…]?\s+[\p{L}“]{2,}/u.test(words) || /^[“({]*\s*\p{Lu}\p{Ll}{2,}/u.test(words)
  );
}

const SHOWING = ['setText', 'setTextOrHide', 'announce', 'showNotice', 'offerUndo', 'setTitle'];
const SHOWN = ['textContent', 'title', 'ariaLabel', 'placeholder'];

/** Whether a literal with a word goes straight into the page. */
function isShown(node) {
  let value = node;
  while (ts.isConditionalExpression(value.parent) || ts.isParenthesizedExpression(value.parent)) {
    value = value.parent;
  }
  const { parent } = value;
  const isSet =
    ts.isBinaryExpression(parent) &&
    ts.isPropertyAccessExpression(parent.left) &&
    SHOWN.includes(parent.left.name.text);
  const isPassed = ts.isCallExpression(parent) && SHOWING.includes(parent.expression.getText());
  return HAS_WORD.test(wordsOf(node)) && (isSet || isPassed);
}

/** Matches code with literals that the desk never shows, such as imports and selectors. */
function isIgnored(node) {
  if (ts.isImportDeclaration(node) || ts.isCaseClause(node.parent ?? node)) {
    return isLiteral(node) || ts.isImportDeclaration(node);
  }
  if (ts.isCallExpression(node)) {
    const name = node.expression.getText().split('.').at(-1);
    return ['querySelector', 'querySelectorAll', 'closest', 'matches', 'matchMedia'].includes(name);
  }
  if (isLiteral(node) && ts.isBinaryExpression(node.parent)) {
    return ['===', '!=='].includes(node.parent.operatorToken.getText());
  }
  return false;
}
