import { t } from '../texts.js';
import { announce } from './announcer.js';
import { copyText } from './clipboard.js';
import { setText } from './dom.js';
import { later } from './motion.js';
import { showNotice } from './notice.js';

const DONE_SHOWN_MS = 1600;

/**
 * Copies the text and shows the result on the button.
 *
 * @returns whether the text was copied
 */
export async function copyFrom(button, text) {
  const copied = await copyText(text);
  if (copied) {
    announce(t('Copied'));
    showDone(button);
  } else {
    showNotice(t('The browser does not allow copying here. Select the text instead.'));
  }
  return copied;
}

async function showDone(button) {
  relabel(button, t('Copied'), 'icons.svg#check');
  await later(DONE_SHOWN_MS);
  relabel(button, t('Copy'), 'icons.svg#copy');
}

function relabel(button, words, icon) {
  const label = button.querySelector('.button-words');
  if (label) {
    setText(label, words);
  }
  button.querySelector('use').setAttribute('href', icon);
}
