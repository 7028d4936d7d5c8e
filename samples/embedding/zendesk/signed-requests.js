/** Zendesk's signature on its request for the page of the app ("signedUrls" in the manifest). */

import { createPublicKey, verify } from 'node:crypto';
import { Refused } from '../common/web-server.js';

const SKEW_SECONDS = 30;

export class SignedRequests {
  #publicKey;
  #audience;

  /**
   * @param publicKey of the app (PEM; line ends may be written as \n)
   * @param audience the address of the app's installation
   */
  constructor({ publicKey, audience }) {
    this.#publicKey = createPublicKey(publicKey.replaceAll('\\n', '\n'));
    this.#audience = audience;
  }

  /** The id of the user whose browser made the request. */
  userOf(token) {
    const [header, payload, signature] = token.split('.');
    const isSigned =
      parsed(header).alg === 'RS256' &&
      verify(
        'RSA-SHA256',
        Buffer.from(`${header}.${payload}`),
        this.#publicKey,
        Buffer.from(signature ?? '', 'base64url'),
      );
    const claims = isSigned ? parsed(payload) : {};
    const now = Date.now() / 1000;
    const isCurrent = claims.exp > now - SKEW_SECONDS && !(claims.nbf > now + SKEW_SECONDS);
    const user = /\/api\/v2\/users\/([0-9]+)(\.json)?$/.exec(claims.sub ?? '')?.[1];
    if (!isCurrent || claims.aud !== this.#audience || user === undefined) {
      throw new Refused(401, 'The request is not signed by Zendesk for this app');
    }
    return user;
  }
}

function parsed(part) {
  try {
    return Object(JSON.parse(Buffer.from(part ?? '', 'base64url').toString()));
  } catch {
    return {};
  }
}
