import { isOn, setting } from '../settings.js';
import { tellOf } from './attention.js';
import { notify } from './notification.js';
import { readAloud } from './read-aloud.js';
import { play } from './sound.js';

/** Tells of new cards in the ways that the agent has chosen. */
export function tellOfCards(cards) {
  const strong = cards.filter(isStrong);
  const lead = cards.find(({ isRow }) => !isRow);
  if (strong.length > 0) {
    tellOf(strong[0].title);
    if (isOn('sound')) {
      play();
    }
  }
  if (lead !== undefined && isOn('notification')) {
    notify(lead.title);
  }
  const read = { off: [], strong: strong.slice(0, 1), all: cards }[setting('read-aloud')];
  read?.forEach(readAloud);
}

function isStrong({ isRow, confidence }) {
  return !isRow && confidence.level === 3;
}
