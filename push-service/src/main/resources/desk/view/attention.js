/** Title and icon of the page: they tell of a strong new card while the agent looks elsewhere. */

const icon = /** @type {HTMLLinkElement | null} */ (document.querySelector('link[rel="icon"]'));
const plainIcon = icon?.getAttribute('href') ?? '';

let plainTitle = document.title;
let news = '';

window.addEventListener('focus', () => {
  news = '';
  show();
});

export function setTitle(title) {
  plainTitle = title;
  show();
}

/** @param title of the new card */
export function tellOf(title) {
  if (!document.hasFocus()) {
    news = title;
    show();
  }
}

function show() {
  const title = news === '' ? plainTitle : `● ${news} · ${plainTitle}`;
  if (document.title !== title) {
    document.title = title;
    icon?.setAttribute('href', news === '' ? plainIcon : 'favicon-new.svg');
  }
}
