import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';

import { keepDrafts, restoreDrafts } from '../../main/resources/desk/drafts.js';

describe('what the agent is typing', () => {
  let fields;

  beforeEach(() => {
    const kept = new Map();
    globalThis.sessionStorage = {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => kept.set(key, value),
      removeItem: (key) => kept.delete(key),
    };
    fields = { '#ask-text': { value: 'how long is a re' }, '#case-note': { value: '' } };
    globalThis.document = { querySelector: (place) => fields[place] ?? null };
  });

  afterEach(() => {
    delete globalThis.sessionStorage;
    delete globalThis.document;
  });

  it('is there again after the sign-in, once', () => {
    keepDrafts('call-1');
    fields['#ask-text'].value = '';

    restoreDrafts('call-1');
    assert.equal(fields['#ask-text'].value, 'how long is a re');

    fields['#ask-text'].value = '';
    restoreDrafts('call-1');
    assert.equal(fields['#ask-text'].value, '');
  });

  it('does not get into another call', () => {
    keepDrafts('call-1');
    fields['#ask-text'].value = '';

    restoreDrafts('call-2');

    assert.equal(fields['#ask-text'].value, '');
  });

  it('is lost without storage, and nothing else', () => {
    globalThis.sessionStorage = undefined;

    keepDrafts('call-1');
    restoreDrafts('call-1');

    assert.equal(fields['#ask-text'].value, 'how long is a re');
  });
});
