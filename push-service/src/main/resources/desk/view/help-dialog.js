import { byId } from './dom.js';

const dialog = /** @type {HTMLDialogElement} */ (byId('help-dialog'));

export function openHelp() {
  if (!dialog.open) {
    dialog.showModal();
  }
}
