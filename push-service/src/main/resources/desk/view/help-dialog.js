const dialog = document.getElementById('help-dialog');

export function openHelp() {
  if (!dialog.open) {
    dialog.showModal();
  }
}
