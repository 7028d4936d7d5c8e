/** The session of a call, and the token with which one agent may see it (JWT, HS256). */

'use strict';

const { createHash, createHmac } = require('node:crypto');

const SESSIONS = Buffer.from('6f9619ff8b865d01b42d00cf4fc964ff', 'hex');
const SHORTEST_KEY_BYTES = 32;

/** The session id of a telephone system's call: a name-based UUID (version 5). */
function sessionOf(source, callId) {
  const id = createHash('sha1').update(SESSIONS).update(`${source}:${callId}`).digest();
  id[6] = (id[6] & 0x0f) | 0x50;
  id[8] = (id[8] & 0x3f) | 0x80;
  return id.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** @throws if the environment has no key that the push service would accept */
function signingKey(env) {
  const key = env.ASSIST_SIGNING_KEY ?? '';
  if (Buffer.byteLength(key) < SHORTEST_KEY_BYTES) {
    throw new Error(
      `ASSIST_SIGNING_KEY must have at least ${SHORTEST_KEY_BYTES} bytes: set it to one of the PUSH_SIGNING_KEYS of the push service`,
    );
  }
  return key;
}

/** @param seconds how long the token is valid; the page renews it before it expires */
function mint(key, { agent, session, seconds = 600 }) {
  const now = Math.floor(Date.now() / 1000);
  return sign(key, { sub: agent, sid: session, iat: now, exp: now + seconds });
}

function sign(key, claims) {
  const content = `${base64url({ alg: 'HS256', typ: 'JWT' })}.${base64url(claims)}`;
  return `${content}.${createHmac('sha256', key).update(content).digest('base64url')}`;
}

function base64url(value) {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

module.exports = { mint, sessionOf, sign, signingKey };
