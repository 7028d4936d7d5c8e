/** Values of a message, or what stands for them where it has none. */

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
