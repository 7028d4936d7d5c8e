/** A notification of the browser for a new card while the tab is hidden: the card's title, no more. */

/** A later card replaces the earlier one. */
const TAG = 'support-assistant-card';

/** @type {Notification | null} */
let shown = null;

document.addEventListener('visibilitychange', () => {
  if (!document.hidden) {
    shown?.close();
    shown = null;
  }
});

/** Browsers do not let frames of other pages ask for the permission. */
export function canNotify() {
  return 'Notification' in window && window.isSecureContext && window.top === window.self;
}

/** @returns whether the agent allows notifications */
export async function askToNotify() {
  return (await Notification.requestPermission()) === 'granted';
}

export function isAllowed() {
  return canNotify() && Notification.permission === 'granted';
}

export function notify(title) {
  if (!document.hidden || !isAllowed()) {
    return;
  }
  try {
    shown = new Notification(title, { tag: TAG, icon: 'favicon.svg' });
    shown.addEventListener('click', () => window.focus());
  } catch {
    // Some mobile browsers have the class, but let only service workers use it.
  }
}
