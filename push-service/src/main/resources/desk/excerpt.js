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
