/** The settings of this desk, kept in the browser. See settings-at-start.js. */

import { remember, remembered } from './stored.js';

/** The values of each setting; the first is the default. */
const VALUES = {
  language: ['browser', 'en', 'de', 'es'],
  'text-size': ['normal', 'large', 'larger'],
  theme: ['system', 'light', 'dark'],
  quiet: ['off', 'on'],
  sound: ['off', 'on'],
  notification: ['off', 'on'],
  'read-aloud': ['off', 'strong', 'all'],
};

/** @param {string} name */
export function setting(name) {
  const value = remembered(keyOf(name));
  return value !== null && VALUES[name].includes(value) ? value : VALUES[name][0];
}

export function choose(name, value) {
  remember(keyOf(name), value);
}

export function isOn(name) {
  return setting(name) === 'on';
}

function keyOf(name) {
  return `desk.${name}`;
}
