/** The element of the page with an id; it is there. */
export function byId(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}

/** @returns {HTMLElement} */
export function fromTemplate(id) {
  const template = /** @type {HTMLTemplateElement} */ (byId(id));
  return /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true));
}

/**
 * The elements below `root` that the markup names with `data-part`, by their names.
 *
 * @returns {Record<string, any>}
 */
export function partsOf(root) {
  const named = [...root.querySelectorAll('[data-part]')];
  return Object.fromEntries(named.map((node) => [node.dataset.part, node]));
}

/** Leaves a node alone that says it already, so that a selection in it survives. */
export function setText(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}

/** Shows the text, or hides the node if there is none. */
export function setTextOrHide(node, text) {
  setText(node, text);
  node.hidden = text === '';
}

export function isWebAddress(url) {
  return url.startsWith('https://') || url.startsWith('http://');
}

/** Where something is from, in words that can be pasted. */
export function sourceWords(url, articleId) {
  return isWebAddress(url) ? url : articleId;
}
