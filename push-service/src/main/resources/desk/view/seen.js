const SHARE_IN_VIEW = 0.4;

/** Tells once of each watched node that a person can see it: in view, in a page that is in front. */
export class Seen {
  #onSeen;
  #inView = new Map();
  #ids = new WeakMap();
  #observer = new IntersectionObserver((entries) => this.#note(entries), {
    threshold: SHARE_IN_VIEW,
  });

  /** @param onSeen gets the id that the node was watched under */
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
