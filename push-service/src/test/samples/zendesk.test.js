import assert from 'node:assert/strict';
import { afterEach, describe, it, mock } from 'node:test';
import {
  deskSays,
  granted,
  holdTimers,
  lastInit,
  openPage,
  sent,
  serverAnswers,
  settled,
} from './page.js';
import { load, text } from './samples.js';

const { start } = load('zendesk/assets/app.js');
const PROOF = { 'meta[name=app-session]': { content: 'proof' } };

afterEach(() => mock.restoreAll());

function zafClient() {
  const invoked = [];
  const listeners = {};
  return {
    invoked,
    listeners,
    get: async (path) => ({ [path]: 42 }),
    metadata: async () => ({ settings: { call_field: '360001' } }),
    invoke: async (...words) => invoked.push(words),
    on: (name, listener) => {
      listeners[name] = listener;
    },
  };
}

async function openApp(...answers) {
  openPage(PROOF);
  const client = zafClient();
  const requests = serverAnswers(...answers);
  await start(client);
  await settled();
  return { client, requests };
}

describe('the app in the sidebar of a Zendesk ticket', () => {
  it('is asked for with a signed request', () => {
    const manifest = JSON.parse(text('zendesk/manifest.json'));

    assert.equal(manifest.signedUrls, true);
    assert.match(manifest.location.support.ticket_sidebar.url, /^https:/);
    assert.match(text('zendesk/assets/iframe.html'), /content="\{\{app_session\}\}"/);
  });

  it('opens the call of the ticket', async () => {
    const { requests } = await openApp(granted('session-1', 'token-1'));
    deskSays('ready');

    const { session, token, inserts } = lastInit();
    assert.deepEqual([session, token, inserts], ['session-1', 'token-1', true]);
    assert.deepEqual(JSON.parse(requests[0].body), { app_session: 'proof', ticket: '42' });
  });

  it('renews the token', async () => {
    await openApp(granted('session-1', 'token-1'), granted('session-1', 'token-2'));
    deskSays('ready');
    const timers = holdTimers();
    deskSays('token-expiring', { expiresAt: new Date().toISOString() });
    timers.run();
    await settled();

    assert.deepEqual([sent.at(-1).type, sent.at(-1).token], ['token', 'token-2']);
  });

  it('goes on to the next call when the field of the ticket changes', async () => {
    const { client } = await openApp(
      granted('session-1', 'token-1'),
      granted('session-2', 'token-2'),
    );
    deskSays('ready');
    client.listeners['ticket.custom_field_360001.changed']();
    assert.equal(lastInit().session, null);
    await settled();

    assert.deepEqual([lastInit().session, lastInit().token], ['session-2', 'token-2']);
  });

  it('waits for a call that the ticket does not have yet', async () => {
    const timers = holdTimers();
    await openApp(404, granted('session-1', 'token-1'));
    assert.equal(document.querySelector('support-assistant').token, null);
    timers.run();
    await settled();
    deskSays('ready');

    assert.equal(lastInit().session, 'session-1');
  });

  it('inserts into the editor, and tells that the note is saved', async () => {
    const { client } = await openApp(granted('session-1', 'token-1'));
    deskSays('insert', { text: 'Press <1> & wait\nThen 2' });
    deskSays('wrapup', { state: 'open' });
    deskSays('wrapup', { state: 'saved', disposition: 'Billing' });

    assert.deepEqual(client.invoked, [
      ['ticket.editor.insert', 'Press &lt;1&gt; &amp; wait<br>Then 2'],
      ['notify', 'Call note saved: Billing'],
    ]);
  });
});
