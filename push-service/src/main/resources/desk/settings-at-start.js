// A classic script in the head, so that language, theme and text size are set before the first paint.
{
  const LANGUAGES = ['en', 'de', 'es'];
  const root = document.documentElement;
  const kept = (name) => {
    try {
      return localStorage.getItem(`desk.${name}`);
    } catch {
      // Storage is forbidden: the defaults apply.
      return null;
    }
  };

  const wanted = [kept('language'), ...navigator.languages.map((tag) => tag.split('-')[0])];
  root.lang = wanted.find((one) => one !== null && LANGUAGES.includes(one)) ?? 'en';
  root.dir = 'ltr';

  const theme = kept('theme');
  if (theme === 'light' || theme === 'dark') {
    root.dataset.theme = theme;
  }
  const textSize = kept('text-size');
  if (textSize === 'large' || textSize === 'larger') {
    root.dataset.textSize = textSize;
  }
}
