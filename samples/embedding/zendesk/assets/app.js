/** The page of the app. Zendesk opens one for each ticket. */

import { callDesk, post } from './call-desk.js';

/** @param client the ZAFClient */
export async function start(client) {
  const desk = document.querySelector('support-assistant');
  const appSession = document.querySelector('meta[name=app-session]').content;
  const calls = callDesk(desk, ({ ticket }) =>
    post('assist-token', { app_session: appSession, ticket }),
  );

  desk.inserts = true;
  desk.addEventListener('insert', ({ detail }) => {
    client.invoke('ticket.editor.insert', asHtml(detail.text));
  });
  desk.addEventListener('wrapup', ({ detail }) => {
    if (detail.state === 'saved') {
      client.invoke('notify', `Call note saved: ${detail.disposition}`);
    }
  });

  const ticket = String((await client.get('ticket.id'))['ticket.id']);
  const { settings } = await client.metadata();
  // Each change of the field is another call, of the same ticket.
  const show = () => calls.show({ ticket });
  client.on(`ticket.custom_field_${settings.call_field}.changed`, show);
  show();
}

/** The editor takes HTML. */
function asHtml(text) {
  const escapes = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
  return text.replace(/[&<>]/g, (sign) => escapes[sign]).replaceAll('\n', '<br>');
}
