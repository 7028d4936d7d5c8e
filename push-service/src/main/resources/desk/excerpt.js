/**
 * Cuts a text at its highlights.
 *
 * @param ranges start (inclusive) to end (exclusive) in UTF-16 units, in order; a range that does
 *     not fit the text, or overlaps the previous one, is skipped
 * @returns pieces that joined together are the text
 */
export function pieces(text, ranges) {
  const found = [];
  let from = 0;
  for (const { start, end } of ranges) {
    const fits = Number.isInteger(start) && Number.isInteger(end) && start < end;
    if (!fits || start < from || end > text.length) {
      continue;
    }
    found.push({ text: text.slice(from, start), marked: false });
    found.push({ text: text.slice(start, end), marked: true });
    from = end;
  }
  found.push({ text: text.slice(from), marked: false });
  return found.filter((piece) => piece.text !== '');
}

/** "1. ", "2) " at the beginning of a line. */
const NUMBER = /^\s*(\d{1,2})[.)]\s+/;

/**
 * Cuts a text at its lines. Lines numbered from 1 are the steps of an instruction.
 *
 * @returns one entry a line: its pieces as of {@link pieces}, and the number of its step, or
 *     undefined
 */
export function lines(text, ranges) {
  let start = 0;
  let next = 1;
  const found = text.split('\n').map((line) => {
    const own = ranges
      .map((range) => ({ start: range.start - start, end: range.end - start }))
      .filter((range) => range.end > 0 && range.start < line.length)
      .map((range) => ({ start: Math.max(0, range.start), end: Math.min(line.length, range.end) }));
    start += line.length + 1;
    const number = Number(NUMBER.exec(line)?.[1]);
    const step = number === next ? next++ : undefined;
    return { pieces: pieces(line, own), step };
  });
  return next > 2 ? found : found.map((line) => ({ ...line, step: undefined }));
}
