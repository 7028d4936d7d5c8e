/** What the sample servers share: a small web server, and requests with a deadline. */

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';

const DEADLINE_MS = 3000;
const LONGEST_BODY = 64 * 1024;
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript' };

/** Your own copy, once the sample has left this repository. */
const COMPONENT = new URL(
  '../../../push-service/src/main/resources/desk/support-assistant.js',
  import.meta.url,
);

/** An answer other than 200. */
export class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** @throws if the environment does not have it */
export function required(name) {
  const value = process.env[name];
  if (!value) {
    throw new Error(`${name} is not set`);
  }
  return value;
}

/**
 * Reads JSON from the system that knows the agent.
 *
 * @param {Object<number, number>} refusals its statuses, each with the one to answer with; with any
 *     other, and without an answer in time, the system counts as unavailable (503)
 */
export async function ask(url, { headers, refusals }) {
  try {
    const answer = await fetch(url, {
      headers,
      redirect: 'error',
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
    if (answer.ok) {
      return await answer.json();
    }
    const status = refusals[answer.status];
    if (status !== undefined) {
      throw new Refused(status, `${new URL(url).host} answers with ${answer.status}`);
    }
    throw new Error(`status ${answer.status}`);
  } catch (error) {
    if (error instanceof Refused) {
      throw error;
    }
    throw new Refused(503, `${new URL(url).host} is unavailable: ${error.message}`);
  }
}

export const file = (url) => async () => ({
  type: TYPES[extname(fileURLToPath(url))],
  body: await readFile(url),
});

/** A route whose request and answer are JSON. */
export const json = (handle) => async (request, body) => ({
  type: 'application/json',
  body: JSON.stringify(await handle(request, parsed(body))),
});

function parsed(body) {
  try {
    return Object(JSON.parse(body));
  } catch {
    throw new Refused(400, 'The request is not JSON');
  }
}

/**
 * Listens on PORT of this machine; a proxy with TLS belongs in front of it.
 *
 * @param routes such as {'GET /': file(...)}
 * @param framedBy the origins whose pages may show this one in a frame
 */
export function serve(routes, framedBy = "'none'") {
  const all = {
    'GET /support-assistant.js': file(COMPONENT),
    'GET /call-desk.js': file(new URL('call-desk.js', import.meta.url)),
    ...routes,
  };
  createServer(async (request, response) => {
    const path = request.url.split('?')[0];
    const headers = {
      'Cache-Control': 'no-store',
      'Content-Security-Policy': `frame-ancestors ${framedBy}`,
      'X-Content-Type-Options': 'nosniff',
    };
    try {
      const route = all[`${request.method} ${path}`];
      if (route === undefined) {
        throw new Refused(404, 'No such page');
      }
      const { type, body } = await route(request, await read(request));
      response.writeHead(200, { ...headers, 'Content-Type': type }).end(body);
    } catch (error) {
      const status = error instanceof Refused ? error.status : 500;
      console.error(`${request.method} ${path}: ${status} ${error.message}`);
      response.writeHead(status, headers).end();
    }
  }).listen(Number(required('PORT')), process.env.HOST ?? '127.0.0.1', () => console.log('ready'));
}

async function read(request) {
  let body = '';
  for await (const part of request.setEncoding('utf8')) {
    body += part;
    if (body.length > LONGEST_BODY) {
      throw new Refused(413, 'The request is too large');
    }
  }
  return body;
}
