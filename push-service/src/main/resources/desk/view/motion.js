/**
 * Animations of nodes that enter, leave and move; immediate for users who prefer reduced motion,
 * and in a hidden page, whose animations do not end.
 */

const EASE_OUT = 'cubic-bezier(0.2, 0, 0, 1)';
const stillness = window.matchMedia('(prefers-reduced-motion: reduce)');
const isStill = () => stillness.matches || document.hidden;

export function enter(node) {
  if (isStill()) {
    return;
  }
  node.animate(
    [
      { opacity: 0, transform: 'translateY(-0.5rem)' },
      { opacity: 1, transform: 'none' },
    ],
    { duration: 260, easing: EASE_OUT },
  );
}

export async function collapse(node) {
  if (isStill()) {
    return;
  }
  const gap = Number.parseFloat(getComputedStyle(node.parentElement).rowGap) || 0;
  const from = { height: `${node.offsetHeight}px`, opacity: 1 };
  const to = {
    height: 0,
    minHeight: 0,
    opacity: 0,
    paddingBlock: 0,
    borderBlockWidth: 0,
    marginBlockEnd: `${-gap}px`,
  };
  node.style.overflow = 'hidden';
  await node.animate([from, to], { duration: 220, easing: EASE_OUT }).finished;
}

/**
 * Records where the nodes are.
 *
 * @returns a function to call after the nodes have moved: slides them from the recorded places
 */
export function slideFrom(nodes) {
  if (isStill()) {
    return () => {};
  }
  const tops = new Map(nodes.map((node) => [node, node.getBoundingClientRect().top]));
  return () => {
    for (const [node, top] of tops) {
      const distance = top - node.getBoundingClientRect().top;
      if (node.isConnected && Math.abs(distance) > 1) {
        node.animate([{ transform: `translateY(${distance}px)` }, { transform: 'none' }], {
          duration: 260,
          easing: EASE_OUT,
        });
      }
    }
  };
}

export function later(milliseconds) {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}
