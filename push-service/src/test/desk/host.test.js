import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hostMessageOf, newsFor } from '../../main/resources/desk/host-messages.js';

const SESSION = '95379b0e-6813-5157-ba4d-295ba58d1b9e';

describe('a message of the embedding page', () => {
  it('opens a call', () => {
    const message = { supportAssistant: 1, type: 'init', session: SESSION, token: 't' };

    assert.deepEqual(hostMessageOf({ ...message, theme: 'dark', inserts: true }), {
      type: 'init',
      session: SESSION,
      token: 't',
      theme: 'dark',
      inserts: true,
    });
    assert.deepEqual(
      hostMessageOf({ supportAssistant: 1, type: 'init', session: '../x', token: 7 }),
      {
        type: 'init',
        session: null,
        token: null,
        theme: null,
        inserts: false,
      },
    );
  });

  it('renews the token and sets the theme', () => {
    assert.deepEqual(hostMessageOf({ supportAssistant: 1, type: 'token', token: 'u' }), {
      type: 'token',
      token: 'u',
    });
    assert.deepEqual(hostMessageOf({ supportAssistant: 1, type: 'theme', theme: 'light' }), {
      type: 'theme',
      theme: 'light',
    });
  });

  it('is of this contract and complete, or ignored', () => {
    for (const other of [
      null,
      'init',
      7,
      [],
      {},
      { type: 'init', session: SESSION },
      { supportAssistant: 2, type: 'init', session: SESSION },
      { supportAssistant: 1, type: 'eval', code: '1' },
      { supportAssistant: 1, type: 'token' },
      { supportAssistant: 1, type: 'token', token: '' },
      { supportAssistant: 1, type: 'theme', theme: 'pink' },
    ]) {
      assert.equal(hostMessageOf(other), null, JSON.stringify(other));
    }
  });
});

describe('news for the embedding page', () => {
  it('has the leading card', () => {
    const suggestions = [
      { id: 'r', level: 'row', title: 'Row' },
      { id: 'c', level: 'lead', title: 'Lead', article_id: 'KB-1', url: 'https://x' },
      { id: 'd', level: 'lead', title: 'Second' },
    ];

    assert.deepEqual(newsFor({ type: 'suggestions', suggestions }), [
      { type: 'card', id: 'c', articleId: 'KB-1', title: 'Lead', url: 'https://x' },
    ]);
    assert.deepEqual(newsFor({ type: 'suggestions' }), []);
  });

  it('has the wrap-up and the end of the token', () => {
    const note = { status: 'saved', outcome: 'solved', disposition: 'billing' };

    assert.deepEqual(newsFor({ type: 'call', status: 'ended' }), [
      { type: 'wrapup', state: 'open' },
    ]);
    assert.deepEqual(newsFor({ type: 'brief', note }), [
      { type: 'wrapup', state: 'saved', outcome: 'solved', disposition: 'billing' },
    ]);
    assert.deepEqual(newsFor({ type: 'token_expiring', expires_at: '2026-12-01T10:00:00Z' }), [
      { type: 'token-expiring', expiresAt: '2026-12-01T10:00:00Z' },
    ]);
    assert.deepEqual(newsFor({ type: 'call', status: 'ended' }, 'open'), []);
    assert.deepEqual(newsFor({ type: 'call', status: 'ended' }, 'saved'), []);
    assert.deepEqual(newsFor({ type: 'brief', note }, 'saved'), []);
    assert.deepEqual(newsFor({ type: 'call', status: 'live' }), []);
    assert.deepEqual(newsFor({ type: 'brief', note: { status: 'draft' } }), []);
    assert.deepEqual(newsFor({ type: 'transcript', text: 'private' }), []);
  });
});
