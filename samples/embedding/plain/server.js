/**
 * Serves a page with the desk, and mints a token for the agent who is signed in to your system.
 * WHO_URL is an address of your system: it gets the cookie of the page and the query `call`, and
 * answers {"agent": "..."}, 401 if nobody is signed in, or 403 if the call is not the agent's.
 */

import desk from '../common/desk-token.cjs';
import { Refused, ask, file, json, required, serve } from '../common/web-server.js';

const key = desk.signingKey(process.env);
const src = required('ASSIST_URL');
const source = required('ASSIST_SOURCE');
const who = required('WHO_URL');
const seconds = Number(process.env.ASSIST_TOKEN_SECONDS ?? 600);

async function access(request, { call }) {
  if (typeof call !== 'string' || call === '') {
    throw new Refused(400, 'The request names no call');
  }
  const url = new URL(who);
  url.searchParams.set('call', call);
  const { agent } = await ask(url, {
    headers: { Cookie: request.headers.cookie ?? '' },
    refusals: { 401: 401, 403: 403 },
  });
  if (!agent) {
    throw new Refused(401, 'Nobody is signed in');
  }
  const session = desk.sessionOf(source, call);
  return { src, session, token: desk.mint(key, { agent, session, seconds }) };
}

serve({
  'GET /': file(new URL('index.html', import.meta.url)),
  'GET /page.js': file(new URL('page.js', import.meta.url)),
  'POST /assist-token': json(access),
});
