/** Values of a message, with defaults for those that are missing. */

/** @param {unknown} value */
export function text(value) {
  return typeof value === 'string' ? value : '';
}

/** @param {unknown} value */
export function number(value) {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/**
 * @template T
 * @param {T[] | undefined} value
 * @returns {T[]}
 */
export function list(value) {
  return Array.isArray(value) ? value.filter((item) => item instanceof Object) : [];
}
