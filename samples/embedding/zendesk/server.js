/**
 * The server of the app: Zendesk's signed request for its page says who the agent is, and Zendesk's
 * API which call the agent's ticket is about.
 */

import { readFileSync } from 'node:fs';
import desk from '../common/desk-token.cjs';
import { Refused, ask, file, json, required, serve } from '../common/web-server.js';
import { AppSessions } from './app-sessions.js';
import { SignedRequests } from './signed-requests.js';

const key = desk.signingKey(process.env);
const src = required('ASSIST_URL');
const source = required('ASSIST_SOURCE');
const subdomain = required('ZENDESK_SUBDOMAIN');
const api = process.env.ZENDESK_URL ?? `https://${subdomain}.zendesk.com`;
const apiToken = required('ZENDESK_API_TOKEN');
const callField = required('ZENDESK_CALL_FIELD');
const requests = new SignedRequests({
  publicKey: required('ZENDESK_APP_PUBLIC_KEY'),
  audience: `https://${subdomain}.zendesk.com/api/v2/apps/installations/${required('ZENDESK_INSTALLATION_ID')}.json`,
});
const sessions = new AppSessions(key);
const page = readFileSync(new URL('assets/iframe.html', import.meta.url), 'utf8');

async function open(request, body) {
  const user = requests.userOf(new URLSearchParams(body).get('token') ?? '');
  return {
    type: 'text/html; charset=utf-8',
    body: page.replace('{{app_session}}', sessions.of(user)),
  };
}

async function access(request, { app_session: appSession, ticket }) {
  const user = sessions.userOf(appSession);
  if (!/^[0-9]+$/.test(ticket)) {
    throw new Refused(400, 'The request names no ticket');
  }
  const { ticket: found } = await ask(`${api}/api/v2/tickets/${ticket}.json`, {
    headers: { Authorization: `Bearer ${apiToken}` },
    refusals: { 404: 403 },
  });
  if (String(found.assignee_id) !== user) {
    throw new Refused(403, 'The ticket is assigned to another agent');
  }
  const call = found.custom_fields.find(({ id }) => String(id) === callField)?.value;
  if (!call) {
    throw new Refused(404, 'The ticket has no call yet');
  }
  const session = desk.sessionOf(source, call);
  return { src, session, token: desk.mint(key, { agent: user, session }) };
}

serve(
  {
    'POST /': open,
    'GET /app.js': file(new URL('assets/app.js', import.meta.url)),
    'POST /assist-token': json(access),
  },
  `https://${subdomain}.zendesk.com`,
);
