const SHARE_IN_VIEW = 0.4;

/**
 * Reports each watched node once when it becomes visible: in view, while the page is not hidden.
 */
export class Seen {
  #onSeen;
  #inView = new Map();
  #ids = new WeakMap();
  #observer = new IntersectionObserver((entries) => this.#note(entries), {
    threshold: SHARE_IN_VIEW,
  });

  /** @param onSeen gets the id given to watch() */
  constructor(onSeen) {
    this.#onSeen = onSeen;
    document.addEventListener('visibilitychange', () => this.#tell());
  }

  watch(node, id) {
    this.#ids.set(node, id);
    this.#observer.observe(node);
  }

  #note(entries) {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) {
        this.#inView.set(target, this.#ids.get(target));
      } else {
        this.#inView.delete(target);
      }
    }
    this.#tell();
  }

  #tell() {
    if (document.hidden) {
      return;
    }
    for (const [node, id] of this.#inView) {
      if (node.isConnected) {
        this.#onSeen(id);
      }
      this.#observer.unobserve(node);
    }
    this.#inView.clear();
  }
}
