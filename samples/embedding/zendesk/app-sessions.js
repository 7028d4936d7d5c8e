/**
 * Zendesk's signature lasts for a moment, and an agent's work for a shift: the page gets a proof of
 * its own. It is not a cookie, because browsers block those of a page in a foreign frame.
 */

import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { Refused } from '../common/web-server.js';

const SHIFT_MS = 8 * 60 * 60 * 1000;

export class AppSessions {
  #key;

  /** @param key from which a key for this purpose alone is derived */
  constructor(key) {
    this.#key = Buffer.from(hkdfSync('sha256', key, '', 'app session', 32));
  }

  of(user) {
    const content = `${user}.${Date.now() + SHIFT_MS}`;
    return `${content}.${this.#signature(content)}`;
  }

  userOf(proof) {
    const [user, end, signature] = String(proof).split('.');
    const expected = Buffer.from(this.#signature(`${user}.${end}`));
    const given = Buffer.from(signature ?? '');
    const isSigned = given.length === expected.length && timingSafeEqual(given, expected);
    if (!isSigned || Date.now() >= Number(end)) {
      throw new Refused(401, 'The page is not open for an agent; load the app again');
    }
    return user;
  }

  #signature(content) {
    return createHmac('sha256', this.#key).update(content).digest('base64url');
  }
}
