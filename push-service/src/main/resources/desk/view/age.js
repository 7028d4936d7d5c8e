import { day, t } from '../texts.js';
import { setTextOrHide } from './dom.js';

/** A year. */
const OLD_MS = 365 * 86_400_000;

/** Shows when an article was updated, and that it may be outdated if that is long ago. */
export function showAge(node, updatedAt) {
  const time = Date.parse(updatedAt);
  const isOld = Date.now() - time > OLD_MS;
  node.dateTime = Number.isNaN(time) ? '' : updatedAt;
  node.classList.toggle('is-old', isOld);
  setTextOrHide(node, ageWords(time, isOld));
}

/** @param time NaN if it is not known */
function ageWords(time, isOld) {
  if (Number.isNaN(time)) {
    return '';
  }
  return isOld
    ? t('Updated {day}; may be outdated', { day: day(time) })
    : t('Updated {day}', { day: day(time) });
}
