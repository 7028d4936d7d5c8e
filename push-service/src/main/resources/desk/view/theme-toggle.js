const KEY = 'desk.theme';

const systemIsDark = window.matchMedia('(prefers-color-scheme: dark)');

/** Follows the system's theme until the agent chooses the other one. See theme-at-start.js. */
export function wireThemeToggle(button) {
  const relabel = () => {
    button.ariaLabel = `Switch to the ${isDark() ? 'light' : 'dark'} theme`;
    button.title = button.ariaLabel;
  };
  button.addEventListener('click', () => {
    choose(isDark() ? 'light' : 'dark');
    relabel();
  });
  systemIsDark.addEventListener('change', relabel);
  relabel();
}

function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen === undefined ? systemIsDark.matches : chosen === 'dark';
}

function choose(theme) {
  document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Storage is forbidden: the choice lasts until the page is left.
  }
}
