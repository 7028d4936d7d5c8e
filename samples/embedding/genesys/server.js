/**
 * Serves the page of an interaction widget, and mints a token for the agent whom Genesys Cloud
 * knows by the access token of the page, if that agent takes part in the conversation.
 */

import desk from '../common/desk-token.cjs';
import { Refused, ask, file, json, required, serve } from '../common/web-server.js';

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const key = desk.signingKey(process.env);
const src = required('ASSIST_URL');
const domain = required('GENESYS_DOMAIN');
const api = process.env.GENESYS_URL ?? `https://api.${domain}`;
const clientId = required('GENESYS_CLIENT_ID');

async function access(request, { conversation }) {
  const { authorization } = request.headers;
  if (!/^Bearer \S+$/.test(authorization ?? '')) {
    throw new Refused(401, 'The request has no access token of Genesys');
  }
  if (!ID.test(conversation)) {
    throw new Refused(400, 'The request names no conversation');
  }
  const asAgent = {
    headers: { Authorization: authorization },
    refusals: { 400: 401, 401: 401, 403: 403, 404: 403 },
  };
  const me = await ask(`${api}/api/v2/users/me`, asAgent);
  const call = await ask(`${api}/api/v2/conversations/calls/${conversation}`, asAgent);
  if (!me.id || !call.participants?.some(({ user }) => user?.id === me.id)) {
    throw new Refused(403, 'The agent does not take part in the conversation');
  }
  const session = desk.sessionOf('genesys', conversation);
  return { src, session, token: desk.mint(key, { agent: me.id, session }) };
}

serve(
  {
    'GET /': file(new URL('index.html', import.meta.url)),
    'GET /widget.js': file(new URL('widget.js', import.meta.url)),
    'GET /client': async () => ({
      type: 'application/json',
      body: JSON.stringify({ domain, clientId }),
    }),
    'POST /assist-token': json(access),
  },
  `https://apps.${domain}`,
);
