/**
 * Runs a Twilio Function as Twilio does, with a double of Twilio behind it. Arguments: the function's
 * file, the port, and the double's address. The double plays iam.twilio.com for the real token
 * validator, and TaskRouter's REST API. Runs until its standard input ends.
 */

import http from 'node:http';
import https from 'node:https';
import { createRequire } from 'node:module';

const [file, port, double] = process.argv.slice(2);
const npm = createRequire(import.meta.url);

https.request = (options, onResponse) => {
  if (options.hostname !== 'iam.twilio.com') {
    throw new Error(`a request to ${options.hostname}`);
  }
  const { hostname, port: doublePort } = new URL(double);
  return http.request({ ...options, hostname, port: doublePort }, onResponse);
};

class Response {
  status = 200;
  headers = {};
  body = '';

  appendHeader(name, value) {
    this.headers[name] = value;
  }

  setStatusCode(status) {
    this.status = status;
  }

  setBody(body) {
    this.body = typeof body === 'string' ? body : JSON.stringify(body);
  }
}

const { ACCOUNT_SID, AUTH_TOKEN } = process.env;
const credentials = Buffer.from(`${ACCOUNT_SID}:${AUTH_TOKEN}`).toString('base64');

const resource = async (path) => {
  const answer = await fetch(double + path, { headers: { Authorization: `Basic ${credentials}` } });
  if (!answer.ok) {
    throw Object.assign(new Error(`status ${answer.status}`), { status: answer.status });
  }
  return answer.json();
};

const workspaces = (workspace) => ({
  tasks: (task) => {
    const path = `/v1/Workspaces/${workspace}/Tasks/${task}`;
    return {
      fetch: () => resource(path),
      reservations: (reservation) => ({
        fetch: async () => {
          const found = await resource(`${path}/Reservations/${reservation}`);
          return { workerSid: found.worker_sid, reservationStatus: found.reservation_status };
        },
      }),
    };
  },
});

Object.assign(globalThis, {
  Twilio: { Response },
  Runtime: {
    getFunctions: () => ({
      'desk-token': { path: npm.resolve('../../../../samples/embedding/common/desk-token.cjs') },
    }),
  },
});

const { handler } = npm(file);
const context = {
  ...process.env,
  getTwilioClient: () => ({ taskrouter: { v1: { workspaces } } }),
};

http
  .createServer(async (request, response) => {
    let form = '';
    for await (const part of request) {
      form += part;
    }
    const event = Object.fromEntries(new URLSearchParams(form));
    handler(context, event, (error, { status, headers, body }) => {
      response.writeHead(error ? 500 : status, headers).end(body);
    });
  })
  .listen(Number(port), '127.0.0.1', () => console.log('ready'));

process.stdin.on('end', () => process.exit()).resume();
