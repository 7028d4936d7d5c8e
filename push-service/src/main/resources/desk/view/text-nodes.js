import { lines } from '../excerpt.js';

/**
 * The nodes of a text with its highlights.
 *
 * @param ranges see {@link lines}
 * @param {((number: number, nodes: Array<Node | string>) => Node) | undefined} [stepOf] makes the node of a step of an instruction; without it, steps are lines like others
 */
export function textNodes(text, ranges, stepOf) {
  const all = lines(text, ranges);
  return all.flatMap((line, index) => {
    const nodes = line.pieces.map(({ text: words, marked }) =>
      marked ? wrapped('mark', words) : words,
    );
    if (line.step !== undefined && stepOf !== undefined) {
      return [stepOf(line.step, nodes)];
    }
    const next = all[index + 1];
    const isStep = next?.step !== undefined && stepOf !== undefined;
    const isBlock = next === undefined || isStep || next.pieces.length === 0;
    return nodes.length === 0 ? [blankLine()] : [...nodes, ...(isBlock ? [] : ['\n'])];
  });
}

/** All of the text stays in the document; CSS only makes blank lines smaller. */
function blankLine() {
  const blank = wrapped('span', '\n');
  blank.className = 'blank-line';
  return blank;
}

function wrapped(tag, text) {
  const node = document.createElement(tag);
  node.textContent = text;
  return node;
}
