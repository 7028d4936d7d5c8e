/** The element of the page with this id; it must exist. */
export function byId(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}

/** @returns {HTMLElement} */
export function fromTemplate(id) {
  const template = /** @type {HTMLTemplateElement} */ (byId(id));
  return /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true));
}

/**
 * The elements below `root` that have `data-part` in the markup, by that name.
 *
 * @returns {Record<string, any>}
 */
export function partsOf(root) {
  const named = [...root.querySelectorAll('[data-part]')];
  return Object.fromEntries(named.map((node) => [node.dataset.part, node]));
}

/** Does not touch a node that already has this text, so that a selection in it survives. */
export function setText(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}

/** Sets the text, or hides the node if the text is empty. */
export function setTextOrHide(node, text) {
  setText(node, text);
  node.hidden = text === '';
}

/**
 * Tells screen readers in which language the nodes are to be read.
 *
 * @param {HTMLElement[]} nodes
 * @param {string} language empty for that of the page
 */
export function markLanguage(nodes, language) {
  for (const node of nodes) {
    if (language === '') {
      node.removeAttribute('lang');
    } else {
      node.lang = language;
    }
  }
}

export function isWebAddress(url) {
  return url.startsWith('https://') || url.startsWith('http://');
}

/** The source of an article, as text to paste. */
export function sourceWords(url, articleId) {
  return isWebAddress(url) ? url : articleId;
}
