import { t } from '../texts.js';

const ATTRIBUTES = ['aria-label', 'title', 'placeholder'];

/**
 * Translates the words of index.html, also those of its templates. To be called once, before
 * anything is made from a template.
 *
 * @param {Element | DocumentFragment} root
 */
export function translatePage(root = document.body) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node instanceof Text) {
      translateText(node);
    } else if (node instanceof HTMLTemplateElement) {
      translatePage(node.content);
    } else {
      translateAttributes(/** @type {Element} */ (node));
    }
  }
}

/** @param {Text} node */
function translateText(node) {
  const words = node.data.trim();
  if (words !== '' && node.parentElement?.closest('[translate="no"]') === null) {
    node.data = node.data.replace(words, () => t(words));
  }
}

/** @param {Element} node */
function translateAttributes(node) {
  for (const name of ATTRIBUTES) {
    const words = node.getAttribute(name);
    if (words) {
      node.setAttribute(name, t(words));
    }
  }
}
