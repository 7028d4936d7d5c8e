/** Translates texts of the interface: the English text is the key, as in gettext. */

/**
 * @typedef {Record<string, string | {one: string, other: string}>} Texts from English to a language;
 *     a text with a count has a form for each plural
 * @typedef {Record<string, string | number>} Values of the placeholders in a text, such as {name}
 */

/**
 * @param {Texts} texts
 * @param {string} locale of numbers, such as en-GB
 */
export function translator(texts, locale) {
  const plurals = new Intl.PluralRules(locale);
  const numbers = new Intl.NumberFormat(locale);

  /** @param {Values} values */
  const filled = (text, values) =>
    text.replaceAll(/\{(\w+)\}/g, (placeholder, name) => {
      const value = values[name] ?? placeholder;
      return typeof value === 'number' ? numbers.format(value) : value;
    });

  return {
    /**
     * @param {string} text in English
     * @param {Values} values
     * @returns {string}
     */
    t(text, values = {}) {
      const translated = texts[text];
      return filled(typeof translated === 'string' ? translated : text, values);
    },

    /**
     * A text with a {count}.
     *
     * @param {string} one in English
     * @param {string} other in English
     * @param {Values} values
     * @returns {string}
     */
    plural(count, one, other, values = {}) {
      const translated = texts[other];
      const forms = translated instanceof Object ? translated : { one, other };
      return filled(forms[plurals.select(count)] ?? forms.other, { ...values, count });
    },
  };
}
