/** Values of a message, or what stands for them where it has none. */

export function text(value) {
  return typeof value === 'string' ? value : '';
}

export function number(value) {
  return Number.isFinite(value) ? value : undefined;
}

export function list(value) {
  return Array.isArray(value) ? value.filter((item) => item instanceof Object) : [];
}
