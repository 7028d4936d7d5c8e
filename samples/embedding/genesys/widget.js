/**
 * The page of the widget. Genesys Cloud opens one for each conversation, with
 * ?conversation={{gcConversationId}}; the sign-in comes back without it, but with the state.
 */

import { callDesk, post } from './call-desk.js';

/** @param client the ApiClient of the Platform SDK */
export async function start(client) {
  const { domain, clientId } = await (await fetch('client')).json();
  const here = new URL(window.location.href);
  const signIn = () =>
    client.loginPKCEGrant(clientId, here.origin + here.pathname, {
      state: here.searchParams.get('conversation') ?? undefined,
    });
  client.setEnvironment(domain);
  let signedIn = await signIn();

  const calls = callDesk(document.querySelector('support-assistant'), async (conversation) => {
    const ask = () =>
      post('assist-token', { conversation }, { Authorization: `Bearer ${signedIn.accessToken}` });
    try {
      return await ask();
    } catch (error) {
      if (error.status !== 401) {
        throw error;
      }
      signedIn = await signIn();
      return ask();
    }
  });
  calls.show(here.searchParams.get('conversation') ?? signedIn.state ?? null);
}
