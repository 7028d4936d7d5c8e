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
import { load } from './samples.js';

const { start } = load('genesys/widget.js');
const CLIENT = { domain: 'mypurecloud.ie', clientId: 'client-1' };

afterEach(() => mock.restoreAll());

/** The ApiClient of the Platform SDK; each sign-in gives another access token. */
function apiClient(state) {
  const signIns = [];
  return {
    signIns,
    setEnvironment(domain) {
      this.domain = domain;
    },
    async loginPKCEGrant(clientId, redirect, options) {
      signIns.push({ clientId, redirect, ...options });
      return { accessToken: `access-${signIns.length}`, state: options.state ?? state };
    },
  };
}

async function openWidget(query, client, ...answers) {
  openPage({}, `https://widget.example.com/${query}`);
  const requests = serverAnswers(CLIENT, ...answers);
  await start(client);
  await settled();
  return requests;
}

describe('the interaction widget of Genesys Cloud', () => {
  it('opens the call of the conversation in its address', async () => {
    const client = apiClient();
    const requests = await openWidget('?conversation=c-1', client, granted('session-1', 'token-1'));
    deskSays('ready');

    assert.deepEqual([lastInit().session, lastInit().token], ['session-1', 'token-1']);
    assert.equal(client.domain, 'mypurecloud.ie');
    assert.deepEqual(client.signIns, [
      { clientId: 'client-1', redirect: 'https://widget.example.com/', state: 'c-1' },
    ]);
    assert.equal(requests[1].headers.Authorization, 'Bearer access-1');
    assert.deepEqual(JSON.parse(requests[1].body), { conversation: 'c-1' });
  });

  it('knows the conversation after the sign-in has come back', async () => {
    const requests = await openWidget('?code=x', apiClient('c-1'), granted('session-1', 'token-1'));

    assert.deepEqual(JSON.parse(requests[1].body), { conversation: 'c-1' });
  });

  it('renews the token, with a new sign-in if Genesys asks for one', async () => {
    const client = apiClient();
    const requests = await openWidget(
      '?conversation=c-1',
      client,
      granted('session-1', 'token-1'),
      401,
      granted('session-1', 'token-2'),
    );
    deskSays('ready');
    const timers = holdTimers();
    deskSays('token-expiring', { expiresAt: new Date().toISOString() });
    timers.run();
    await settled();

    assert.deepEqual([sent.at(-1).type, sent.at(-1).token], ['token', 'token-2']);
    assert.equal(requests.at(-1).headers.Authorization, 'Bearer access-2');
  });

  it('opens nothing without a conversation', async () => {
    await openWidget('', apiClient(), 500);

    assert.equal(document.querySelector('support-assistant').token, null);
  });
});
