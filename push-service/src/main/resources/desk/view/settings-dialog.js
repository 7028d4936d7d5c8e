import { t } from '../texts.js';
import { choose, setting } from '../settings.js';
import { canStore } from '../stored.js';
import { showTextSize, showTheme } from './appearance.js';
import { byId, partsOf } from './dom.js';
import { askToNotify, canNotify, isAllowed } from './notification.js';
import { showNotice } from './notice.js';
import { canSpeak, stopReading } from './read-aloud.js';
import { canPlay, play } from './sound.js';

/** "My desk": the settings of this desk. Each counts as soon as it is chosen. */
export class SettingsDialog {
  #dialog = /** @type {HTMLDialogElement} */ (byId('settings-dialog'));
  #parts = partsOf(this.#dialog);
  #effects;

  /** @param stayQuiet gets whether new cards wait until the agent wants to see them */
  constructor({ stayQuiet }) {
    this.#effects = {
      language: () => window.location.reload(),
      'text-size': showTextSize,
      theme: showTheme,
      quiet: (value) => stayQuiet(value === 'on'),
      sound: (value) => value === 'on' && play(),
      notification: (value) => value === 'on' && this.#askToNotify(),
      'read-aloud': (value) => value === 'off' && stopReading(),
    };
    this.#parts.languageRow.hidden = !canStore();
    this.#parts.soundRow.hidden = !canPlay();
    this.#parts.notificationRow.hidden = !canNotify();
    this.#parts.readAloudRow.hidden = !canSpeak();
    this.#dialog.addEventListener('change', ({ target }) => {
      const control = /** @type {HTMLInputElement | HTMLSelectElement} */ (target);
      choose(control.name, valueOf(control));
      this.#effects[control.name](valueOf(control));
    });
  }

  open() {
    if (this.#dialog.open) {
      return;
    }
    for (const control of this.#controls()) {
      show(control, setting(control.name));
    }
    this.#parts.notification.checked &&= isAllowed();
    this.#dialog.showModal();
  }

  #controls() {
    return /** @type {NodeListOf<HTMLInputElement | HTMLSelectElement>} */ (
      this.#dialog.querySelectorAll('input, select')
    );
  }

  async #askToNotify() {
    if (!(await askToNotify())) {
      this.#parts.notification.checked = false;
      choose('notification', 'off');
      showNotice(t('The browser does not allow notifications of this page.'));
    }
  }
}

function valueOf(control) {
  return control.type === 'checkbox' ? (control.checked ? 'on' : 'off') : control.value;
}

function show(control, value) {
  if (control.type === 'checkbox') {
    control.checked = value === 'on';
  } else {
    control.value = value;
  }
}
