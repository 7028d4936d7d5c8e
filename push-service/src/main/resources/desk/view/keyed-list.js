import { collapse, enter, slideFrom } from './motion.js';

/**
 * Keeps the children of an element in step with a list of items. Each item has an `id`, and keeps
 * its node as long as it is in the list, and with it the focus, selection and scroll position.
 */
export class KeyedList {
  #parent;
  #createView;
  #views = new Map();
  #leaving = new Set();

  /** @param createView creates a view {node, update(item, index), leave()?} for an item */
  constructor(parent, createView) {
    this.#parent = parent;
    this.#createView = createView;
  }

  has(id) {
    return this.#views.has(id);
  }

  /** @param animate whether to animate additions and removals */
  render(items, { animate }) {
    const slide = animate ? slideFrom([...this.#views.values()].map(({ node }) => node)) : null;
    if (!animate) {
      this.#leaving.forEach((node) => node.remove());
    }
    this.#removeAllBut(new Set(items.map(({ id }) => id)), animate);
    let next = this.#orNextStaying(this.#parent.firstElementChild);
    items.forEach((item, index) => {
      const isNew = !this.#views.has(item.id);
      const view = isNew ? this.#create(item) : this.#views.get(item.id);
      view.update(item, index);
      if (view.node === next) {
        next = this.#orNextStaying(next.nextElementSibling);
      } else {
        insertKeepingFocus(this.#parent, view.node, next);
      }
      if (isNew && animate) {
        enter(view.node);
      }
    });
    slide?.();
  }

  #create(item) {
    const view = this.#createView(item);
    this.#views.set(item.id, view);
    return view;
  }

  #removeAllBut(ids, animate) {
    for (const [id, view] of this.#views) {
      if (!ids.has(id)) {
        this.#views.delete(id);
        this.#remove(view, animate);
      }
    }
  }

  async #remove(view, animate) {
    if (animate) {
      this.#leaving.add(view.node);
      view.node.inert = true;
      await view.leave?.();
      await collapse(view.node);
      this.#leaving.delete(view.node);
    }
    view.node.remove();
  }

  #orNextStaying(node) {
    let staying = node;
    while (staying && this.#leaving.has(staying)) {
      staying = staying.nextElementSibling;
    }
    return staying;
  }
}

function insertKeepingFocus(parent, node, next) {
  const active = /** @type {HTMLElement | null} */ (document.activeElement);
  const focused = node.contains(active) ? active : null;
  parent.insertBefore(node, next);
  focused?.focus({ preventScroll: true });
}
