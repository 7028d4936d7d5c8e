/** Theme and size of the text, as attributes of the document that the style sheets read. */

const { dataset } = document.documentElement;

/** @param {string} theme light, dark, or system */
export function showTheme(theme) {
  if (theme === 'system') {
    delete dataset.theme;
  } else {
    dataset.theme = theme;
  }
}

/** @param {string} size normal, large or larger */
export function showTextSize(size) {
  dataset.textSize = size;
}
